import { hash } from 'node:crypto'
import { memoize } from './memoize.ts'

/** Values of components, user agents and messages repeat; a lookup takes a tenth of hashing. */
const limits = { maxKnown: 10_000, maxLength: 256 }

/** 64 bits of SHA-256 as the decimal text of a bigint, which is how drivers pass one. */
export const hashText = memoize((text) => hash('sha256', text, 'buffer').readBigInt64BE().toString(), limits)

/** The same bits in hexadecimal, for addresses. */
export const hashTextHex = memoize((text) => hash('sha256', text).slice(0, 16), limits)
