/**
 * The id that finds a submission by what people say of it: its number, its id, or a link to it. Undefined for anything
 * else. An id made of a number is a UUID of version 8; the API reads it.
 */
export function submissionIdOf(text: string): string | undefined {
  const [word = ''] = text.trim().replace(/^#/, '').split(/[?#]/)
  const last = word.split('/').findLast(Boolean) ?? ''
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(last)) return last.toLowerCase()
  const number = /^(\d{1,10})$/.exec(last)?.[1]
  return number === undefined ? undefined : `00000000-0000-8000-8000-${Number(number).toString(16).padStart(12, '0')}`
}
