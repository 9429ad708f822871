import { scrubText } from '../../privacy/scrub-url.ts'
import { round } from '../../round.ts'

const maxText = 1024

/** Rounds the numbers of a platform entry and scrubs its texts, any of which may be a URL, in place; leaves what is computed. */
export function cleanFields<Fields extends object>(fields: Fields): Fields {
  const record = fields as Record<string, unknown>
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(fields))) {
    if (typeof value === 'number') record[name] = round(value)
    if (typeof value === 'string') record[name] = scrubText(value).slice(0, maxText)
  }
  return fields
}
