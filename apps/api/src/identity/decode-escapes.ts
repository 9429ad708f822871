/** Percent-escapes that are one character of well-formed UTF-8. */
const escaped =
  /%[2-7][\da-f]|%(?:c[2-9a-f]|d[\da-f])%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-4](?:%[89ab][\da-f]){3}/gi

/**
 * Characters that stay escaped: those that structure a URL (RFC 3986, 2.2), the percent sign itself, and those that nobody can see,
 * which might turn or hide what is read.
 */
const staysEscaped = /[:/?#[\]@!$&'()*+,;=%\p{C}\p{Z}]/u

/** Percent-escapes as the characters they stand for; those that stay are in upper case, as RFC 3986 has them. */
export function decodeEscapes(text: string): string {
  if (!text.includes('%')) return text
  return text
    .replace(/%[\da-f]{2}/gi, (sequence) => sequence.toUpperCase())
    .replace(escaped, (sequence) => {
      const character = decodedOrNothing(sequence)
      return character === undefined || staysEscaped.test(character) ? sequence : character
    })
}

/** Some sequences that look like UTF-8 are too long for what they say, or say half of a surrogate pair. */
function decodedOrNothing(sequence: string): string | undefined {
  try {
    return decodeURIComponent(sequence)
  } catch {
    return undefined
  }
}
