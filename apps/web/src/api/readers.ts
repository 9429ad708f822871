/**
 * Stored submissions may hold anything: a field may be missing, null, or of another kind. These functions never
 * throw; a value of another kind counts as absent.
 */

export type PlainObject = Readonly<Record<string, unknown>>

/** Returns the object, or an empty one. */
export function asObject(value: unknown): PlainObject {
  return isObject(value) ? value : {}
}

export function isObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Returns the array, or an empty one. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Returns a finite number: JSON can say 1e999. */
export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** Returns a number that is not negative: a duration, a size, a count. */
export function asAmount(value: unknown): number | undefined {
  const number = asNumber(value)
  return number !== undefined && number >= 0 ? number : undefined
}

/** Returns text that is not empty. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

export function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** Returns a member of the object itself: `constructor` is not in `{}`. */
export function ownMember<T>(object: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}
