/**
 * What is stored may hold anything: a field may be missing, null, or of another kind. These read it without ever
 * throwing; what is not of the wanted kind is absent.
 */

export type PlainObject = Readonly<Record<string, unknown>>

/** The object, or an empty one. */
export function asObject(value: unknown): PlainObject {
  return isObject(value) ? value : {}
}

export function isObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The array, or an empty one. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A finite number: JSON can say 1e999. */
export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** A number of what cannot be less than none: a duration, a size, a count. */
export function asAmount(value: unknown): number | undefined {
  const number = asNumber(value)
  return number !== undefined && number >= 0 ? number : undefined
}

/** Text that is not empty. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

export function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** A member of the object itself: `constructor` is not in `{}`. */
export function ownMember<T>(object: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}
