import { domainToUnicode } from 'node:url'
import { decodeEscapes } from './decode-escapes.ts'

/** Encoded labels of host names; in the DNS one has at most 63 characters. */
const encodedLabel = /\bxn--[a-z\d-]{1,59}(?![\w-])/gi

/** A text, its URLs as people read them: escapes and labels of host names in the script they are written in. */
export function readableUrl(text: string): string {
  return decodeEscapes(text)
    .replace(encodedLabel, (label) => domainToUnicode(label) || label)
    .normalize()
}
