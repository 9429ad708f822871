const keyword =
  /(?:(?<![A-Za-z])(?:code|CODE|[Ee]rr|ERR|[Ee]rrno|ERRNO|[Hh]ttp|HTTP(?:\/?\d(?:\.\d)?)?|ERR_[A-Z_]+|sqlstate|SQLSTATE)|Code|[Ss]tatus|STATUS|([Ee]rror|ERROR))[_-]?(?:[Cc]ode|CODE|[Nn]o|[Nn]umber)?["']?\s*([:=]|is|of|was)?\s*["'#([]*$/
/** Names of codes that belong to people, such as postal codes. */
const codeOfSomeone =
  /(?:zip|post|postal|bar|qr|promo|discount|coupon|voucher|area|access|verification|confirmation|invite|invitation|pin|order|product|gift|security|sms|login|country)[\s_-]?code\W*$/i
const unit = /^\s*(?:%|(?:of|out of|\/)\s*\d|(?:ms|s|secs?|seconds?|minutes?|times|bytes|[kmg]b|px)\b)/i

/** Returns whether a number in a text says which error it is: HTTP 500, status code: 401, error #418, code -32601, error 0x80070005. */
export function namesAnError(number: string, before: string, after: string): boolean {
  if (!/^(?:-?\d{1,5}|0x[\da-f]{1,8})$/i.test(number) || unit.test(after) || codeOfSomeone.test(before)) return false
  const [found, error, sign] = keyword.exec(before) ?? []
  if (found === undefined) return false
  // "Error: 3 files are missing" counts; "Error: 404" does not
  return error === undefined || sign === undefined || !/^\s+[a-z]/.test(after)
}

/** Returns whether a word is the code of an error: capitals with a number (NG0200, E_AUTH_1001), or a word for errors with one. */
export function isErrorCode(word: string): boolean {
  if (/^[\dA-F]{8,}$/.test(word)) return false
  return (
    /^[A-Z]+\d{0,5}(?:_(?:[A-Z]+\d{0,5}|\d{1,5}))*$/.test(word) ||
    /(?:^|[^a-z])(?:error|err|code|status|http)[_-]?\d{1,5}$/i.test(word)
  )
}
