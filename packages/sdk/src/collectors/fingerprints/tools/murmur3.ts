const [c1, c2, c3, c4] = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93]

/**
 * MurmurHash3 x86 128, seed 0: quick on 32-bit integers, and sufficient where a collision is no attack. `crypto.subtle` is
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
  const whole = (bytes.length >> 4) * 4
  const { imul } = Math
  let [h1, h2, h3, h4, k] = [0, 0, 0, 0, 0]
  // inlined, since it runs over all pixels before the engine has optimised it: three times as quick
  for (let at = 0; at < words.length; at += 4) {
    k = imul(words[at] as number, c1)
    h1 ^= imul((k << 15) | (k >>> 17), c2)
    if (at < whole) h1 = (imul(((h1 << 19) | (h1 >>> 13)) + h2, 5) + 0x561ccd1b) | 0
    k = imul(words[at + 1] as number, c2)
    h2 ^= imul((k << 16) | (k >>> 16), c3)
    if (at < whole) h2 = (imul(((h2 << 17) | (h2 >>> 15)) + h3, 5) + 0x0bcaa747) | 0
    k = imul(words[at + 2] as number, c3)
    h3 ^= imul((k << 17) | (k >>> 15), c4)
    if (at < whole) h3 = (imul(((h3 << 15) | (h3 >>> 17)) + h4, 5) + 0x96cd1c35) | 0
    k = imul(words[at + 3] as number, c4)
    h4 ^= imul((k << 18) | (k >>> 14), c1)
    if (at < whole) h4 = (imul(((h4 << 13) | (h4 >>> 19)) + h1, 5) + 0x32ac3b17) | 0
  }
  const mixed = mix([h1, h2, h3, h4].map((lane) => lane ^ bytes.length))
  return mix(mixed.map(avalanche))
    .map((lane) => (lane >>> 0).toString(16).padStart(8, '0'))
    .join('')
}

/** Adds all lanes to the first, then the first to each other. */
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
