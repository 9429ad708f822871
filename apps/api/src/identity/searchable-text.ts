import { readableUrl } from './readable-url.ts'

const mayDiffer = /[^\0-\x7f]|%|xn--/i
const beyondAscii = /[^\0-\x7f]/gu

/**
 * The form in which texts are compared: URLs as people read them, composed characters, and letters beyond ASCII in lower case, since
 * a database with the C locale knows the case of ASCII only.
 */
export function searchableText(text: string): string {
  return readableUrl(text)
    .replace(beyondAscii, (character) => character.toLowerCase())
    .normalize()
}

/** A text as it was sent and, in a second line, in the form in which it is compared if that is another. */
export function withSearchable(text: string): string {
  if (!mayDiffer.test(text)) return text
  const searchable = searchableText(text)
  return searchable === text ? text : `${text}\n${searchable}`
}
