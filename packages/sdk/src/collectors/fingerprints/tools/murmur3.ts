const [c1, c2, c3, c4] = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93]

/**
 * MurmurHash3 x86 128, seed 0: quick on 32-bit integers, and enough where nobody gains by a collision. `crypto.subtle` is
 * missing on plain http. https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp
 *
 * @returns 32 hexadecimal digits
 */
export function murmur3(data: string | Uint8ClampedArray): string {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
  // the last block is filled with zeros; the platform's byte order is little endian wherever there is a browser
  const padded = new Uint8Array((bytes.length + 15) & ~15)
  padded.set(bytes)
  const words = new Int32Array(padded.buffer)
  const word = (at: number) => words[at] as number
  const whole = (bytes.length >> 4) * 4
  let [h1, h2, h3, h4] = [0, 0, 0, 0]
  // written out, since it runs over all pixels before the engine has had time to optimise it
  for (let at = 0; at < words.length; at += 4) {
    h1 ^= scramble(word(at), c1, c2, 15)
    if (at < whole) h1 = (Math.imul(rotate(h1, 19) + h2, 5) + 0x561ccd1b) | 0
    h2 ^= scramble(word(at + 1), c2, c3, 16)
    if (at < whole) h2 = (Math.imul(rotate(h2, 17) + h3, 5) + 0x0bcaa747) | 0
    h3 ^= scramble(word(at + 2), c3, c4, 17)
    if (at < whole) h3 = (Math.imul(rotate(h3, 15) + h4, 5) + 0x96cd1c35) | 0
    h4 ^= scramble(word(at + 3), c4, c1, 18)
    if (at < whole) h4 = (Math.imul(rotate(h4, 13) + h1, 5) + 0x32ac3b17) | 0
  }
  const mixed = mix([h1, h2, h3, h4].map((lane) => lane ^ bytes.length))
  return mix(mixed.map(avalanche))
    .map((lane) => (lane >>> 0).toString(16).padStart(8, '0'))
    .join('')
}

function scramble(k: number, first: number, second: number, bits: number): number {
  return Math.imul(rotate(Math.imul(k, first), bits), second)
}

function rotate(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits))
}

/** The sum of all comes first; each other lane gets that added. */
function mix([h1 = 0, ...others]: number[]): number[] {
  const sum = others.reduce((total, lane) => (total + lane) | 0, h1)
  return [sum, ...others.map((lane) => (lane + sum) | 0)]
}

function avalanche(x: number): number {
  let h = x
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
