import { scrubText } from './privacy/scrub-url.ts'

const maxText = 1024

/** Tenths of a millisecond: browsers blur what is finer, and each digit costs bytes. Layout shift, below 1, needs more. */
export function round(value: number): number {
  const precision = value < 1 ? 1e4 : 10
  return Math.round(value * precision) / precision
}

/** Rounds the numbers of a platform entry and scrubs its texts, any of which may be a URL, in place; leaves what is computed. */
export function roundFields<Fields extends object>(fields: Fields): Fields {
  const record = fields as Record<string, unknown>
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(fields))) {
    if (typeof value === 'number') record[name] = round(value)
    if (typeof value === 'string') record[name] = scrubText(value).slice(0, maxText)
  }
  return fields
}
