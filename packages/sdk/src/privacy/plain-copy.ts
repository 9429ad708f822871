import { truncate } from '../describe/truncate.ts'
import { toJson } from '../transport/to-json.ts'
import { scrubText } from './scrub-url.ts'

/**
 * A copy of what comes from the page, taken at once since the page may change it: plain data of bounded size, its URLs
 * scrubbed.
 *
 * @param maxText characters of each text
 * @param maxLength characters of all
 */
export function plainCopy<T>(given: T, maxText?: number, maxLength?: number): T {
  return JSON.parse(toJson(given, (text) => scrubText(truncate(text, maxText)), maxLength))
}
