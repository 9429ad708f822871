/** Percent-escapes that are one character of well-formed UTF-8. */
const escaped =
  /%[2-7][\da-f]|%(?:c[2-9a-f]|d[\da-f])%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-4](?:%[89ab][\da-f]){3}/gi

/**
 * Characters that stay escaped: those that structure a URL (RFC 3986, 2.2), the percent sign itself, and invisible ones, which
 * might reverse or hide text.
 */
const staysEscaped = /[:/?#[\]@!$&'()*+,;=%\p{C}\p{Z}]/u

/** Decodes percent-escapes. Escapes that stay are in upper case (RFC 3986). */
export function decodeEscapes(text: string): string {
  if (!text.includes('%')) return text
  return text
    .replace(/%[\da-f]{2}/gi, (sequence) => sequence.toUpperCase())
    .replace(escaped, (sequence) => {
      const character = decodedOrNothing(sequence)
      return character === undefined || staysEscaped.test(character) ? sequence : character
    })
}

/** Decodes UTF-8. Overlong sequences and halves of surrogate pairs are invalid. */
function decodedOrNothing(sequence: string): string | undefined {
  try {
    return decodeURIComponent(sequence)
  } catch {
    return undefined
  }
}
