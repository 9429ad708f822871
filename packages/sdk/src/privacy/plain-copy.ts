import { truncate } from '../describe/truncate.ts'
import { toJson } from '../transport/to-json.ts'
import { scrubText } from './scrub-url.ts'

/**
 * Copies a value of the page at once, since the page may change it: as plain data of bounded size with scrubbed URLs.
 *
 * @param maxText characters of each text
 * @param maxLength characters of all
 */
export function plainCopy<T>(given: T, maxText?: number, maxLength?: number): T {
  return JSON.parse(toJson(given, (text) => scrubText(truncate(text, maxText)), maxLength))
}
