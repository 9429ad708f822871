import { readableUrl } from './readable-url.ts'

const mayDiffer = /[^\0-\x7f]|%|xn--/i
const beyondAscii = /[^\0-\x7f]/gu

/**
 * Returns the form in which texts are compared: readable URLs, composed characters, and letters beyond ASCII in lower case,
 * since a database with the C locale folds ASCII only.
 */
export function searchableText(text: string): string {
  return readableUrl(text)
    .replace(beyondAscii, (character) => character.toLowerCase())
    .normalize()
}

/** Returns a text as sent and, in a second line, in the form in which it is compared if that differs. */
export function withSearchable(text: string): string {
  if (!mayDiffer.test(text)) return text
  const searchable = searchableText(text)
  return searchable === text ? text : `${text}\n${searchable}`
}
