import { scrubText } from '@collector/schema/scrub-url'

/** A value whose texts are scrubbed, at every depth. Numbers, names and the order of members stay. */
export function scrubValue(value: unknown): unknown {
  if (typeof value === 'string') return scrubText(value)
  if (Array.isArray(value)) return value.map(scrubValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, scrubValue(member)]))
}
