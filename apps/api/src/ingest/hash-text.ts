import { hash } from 'node:crypto'

/** 64 bits of SHA-256 as the decimal text of a bigint, which is how drivers pass one. */
export function hashText(text: string): string {
  return hash('sha256', text, 'buffer').readBigInt64BE().toString()
}

/** The same bits in hexadecimal, for addresses. */
export function hashTextHex(text: string): string {
  return hash('sha256', text).slice(0, 16)
}
