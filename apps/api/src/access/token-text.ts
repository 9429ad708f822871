import { createHash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

const prefix = 'collector_'
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** 178 bits. */
const randomLength = 30
/** Enough for 32 bits. */
const checksumLength = 6
const form = new RegExp(`^${prefix}([0-9A-Za-z]{${randomLength}})([0-9A-Za-z]{${checksumLength}})$`)

/**
 * Makes a token: a prefix that secret scanners find, random characters, and their CRC-32 in base 62, by which scanners and we
 * tell tokens from look-alikes without asking a database.
 */
export function makeToken(): string {
  const random = Array.from({ length: randomLength }, () => alphabet[randomInt(alphabet.length)]).join('')
  return `${prefix}${random}${checksum(random)}`
}

/** Tells whether a text has the form and the checksum of a token. */
export function isTokenText(text: string): boolean {
  const [, random, sent] = form.exec(text) ?? []
  return random !== undefined && checksum(random) === sent
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function checksum(random: string): string {
  let rest = crc32(random)
  let text = ''
  for (let n = 0; n < checksumLength; n++) {
    text = alphabet[rest % alphabet.length] + text
    rest = Math.floor(rest / alphabet.length)
  }
  return text
}
