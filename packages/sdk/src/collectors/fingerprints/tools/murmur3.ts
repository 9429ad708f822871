const c = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93] as const
const blockBytes = 16

/**
 * MurmurHash3 x86 128, seed 0: quick on 32-bit integers, and enough where nobody gains by a collision. `crypto.subtle` is
 * missing on plain http. https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp
 *
 * @returns 32 hexadecimal digits
 */
export function murmur3(data: string | ArrayLike<number>): string {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
  const h: [number, number, number, number] = [0, 0, 0, 0]
  let at = 0
  for (; at + blockBytes <= bytes.length; at += blockBytes) {
    for (const lane of lanes) {
      h[lane] ^= scramble(word(bytes, at + lane * 4), lane)
      h[lane] = rotate(h[lane], [19, 17, 15, 13][lane] as number) + h[((lane + 1) & 3) as Lane]
      h[lane] = (Math.imul(h[lane], 5) + ([0x561ccd1b, 0x0bcaa747, 0x96cd1c35, 0x32ac3b17][lane] as number)) | 0
    }
  }
  for (const lane of lanes) if (at + lane * 4 < bytes.length) h[lane] ^= scramble(word(bytes, at + lane * 4), lane)
  for (const lane of lanes) h[lane] ^= bytes.length
  mix(h)
  for (const lane of lanes) h[lane] = avalanche(h[lane])
  mix(h)
  return h.map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')
}

type Lane = 0 | 1 | 2 | 3
const lanes: readonly Lane[] = [0, 1, 2, 3]

/** Little endian; bytes beyond the end are 0. */
function word(bytes: ArrayLike<number>, at: number): number {
  return (
    (bytes[at] as number) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)
  )
}

function scramble(k: number, lane: Lane): number {
  return Math.imul(rotate(Math.imul(k, c[lane]), 15 + lane), c[((lane + 1) & 3) as Lane])
}

function rotate(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits))
}

function mix(h: [number, number, number, number]): void {
  h[0] = (h[0] + h[1] + h[2] + h[3]) | 0
  h[1] = (h[1] + h[0]) | 0
  h[2] = (h[2] + h[0]) | 0
  h[3] = (h[3] + h[0]) | 0
}

function avalanche(x: number): number {
  let h = x
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
