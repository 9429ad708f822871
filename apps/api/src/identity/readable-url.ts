import { domainToUnicode } from 'node:url'
import { decodeEscapes } from './decode-escapes.ts'

/** Encoded labels of host names. A label has at most 63 characters in the DNS. */
const encodedLabel = /\bxn--[a-z\d-]{1,59}(?![\w-])/gi

/** Decodes escapes and host names in the URLs of a text, so that people can read them. */
export function readableUrl(text: string): string {
  return decodeEscapes(text)
    .replace(encodedLabel, (label) => domainToUnicode(label) || label)
    .normalize()
}
