/** The characters that structure JSON are ASCII: the same number as byte of UTF-8 and as character code. */
export const quote = 34
export const backslash = 92
export const comma = 44
export const colon = 58
export const openBrace = 123
export const closeBrace = 125
export const openBracket = 91
export const closeBracket = 93
