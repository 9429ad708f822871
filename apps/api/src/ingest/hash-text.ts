import { hash } from 'node:crypto'

/** Values of components, user agents and messages come again and again; looking one up takes a tenth of hashing it. */
const maxKnown = 10_000
const maxKnownLength = 256

/** 64 bits of SHA-256 as the decimal text of a bigint, which is how drivers pass one. */
export const hashText = remembered((text) => hash('sha256', text, 'buffer').readBigInt64BE().toString())

/** The same bits in hexadecimal, for addresses. */
export const hashTextHex = remembered((text) => hash('sha256', text).slice(0, 16))

function remembered(compute: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    if (text.length > maxKnownLength) return compute(text)
    let hashed = known.get(text)
    if (hashed === undefined) {
      hashed = compute(text)
      if (known.size >= maxKnown) known.clear()
      known.set(text, hashed)
    }
    return hashed
  }
}
