const minLength = 6
/** Minimum length of a hash of only digits or capitals: a shorter one may be a number or a word. */
const minUniform = 8
/** Usual maximum length of base64 hashes in file names; most have 8 characters. */
const shortLength = 10
/** Two letters that begin or end names in camel case; acronyms. */
const shortWords = new Set(
  'ad ai api app as at be by css csv db do dom en faq go html http id ie in io ip is it js json md me my no of ok on op or os pdf qr re sdk seo so sql sso ssr svg to ts tv ui up url us ux vr we xhr xml'.split(
    ' ',
  ),
)

/**
 * Returns whether a piece of a name, between separators, is a content hash of a build: 3f2a9c1b (hexadecimal),
 * BxKdaZQw (base64), QWERTYUI (base32). Words, also with a number, are not: checkoutForm, step10, html2canvas. Two in
 * a hundred hashes look like a word and are missed.
 */
export function isBuildHash(piece: string): boolean {
  if (piece.length < minLength || /[^A-Za-z\d]/.test(piece)) return false
  if (/^\d+$/.test(piece)) return piece.length >= minUniform
  if (/^(?:[\da-f]+|[\dA-F]+)$/.test(piece)) return /\d/.test(piece) || piece.length >= minUniform
  if (/^[A-Z\d]+$/.test(piece)) return piece.length >= minUniform
  return !isWord(piece)
}

/** Returns whether it is a word: letters as people write them, with a number at the beginning or end, or with one that is short for "to" or "for". */
function isWord(piece: string): boolean {
  const [, first = '', last = ''] = /^\d{0,4}([A-Za-z]+?)(?:[234]([A-Za-z]{2,}))?\d{0,4}$/.exec(piece) ?? []
  return first !== '' && areWords(first) && areWords(last)
}

function areWords(letters: string): boolean {
  if (/^[a-z]*$/.test(letters)) return letters.length < 8 || /[aeiouy]/.test(letters)
  const parts = letters.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []
  const words = parts.filter((part) => part.length > 2 && /[a-z]/.test(part) && /[aeiouy]/i.test(part))
  if (letters.length > shortLength) return 2 * words.join('').length >= letters.length
  return parts.every((part) => words.includes(part) || shortWords.has(part.toLowerCase()))
}
