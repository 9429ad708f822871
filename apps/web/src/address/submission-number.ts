/**
 * Returns the submission id in a text that people pass on: a number, an id, or a link. Undefined for anything else. A
 * number becomes a UUID of version 8, which the API reads.
 */
export function submissionIdOf(text: string): string | undefined {
  const [word = ''] = text.trim().replace(/^#/, '').split(/[?#]/)
  const last = word.split('/').findLast(Boolean) ?? ''
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(last)) return last.toLowerCase()
  const number = /^(\d{1,10})$/.exec(last)?.[1]
  return number === undefined ? undefined : `00000000-0000-8000-8000-${Number(number).toString(16).padStart(12, '0')}`
}
