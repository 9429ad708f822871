/** The bucket of zero and values close to it: the first one, below the bucket of the smallest measurement. */
export const zeroBucket = -500
/** Above the bucket of the largest measurement in facts. */
const lastBucket = 779

/**
 * Counts of measurements per bucket. Histograms merge by adding.
 *
 * It is stored as bytes: for each bucket that is not empty, its distance from the previous one (the first from that
 * of zero), and its count; both as varints (LEB128), the count with its sign in the lowest bit, because facts may be
 * subtracted before the ones they replace are added. A bucket takes about two bytes.
 */
export class Histogram {
  readonly #counts = new Float64Array(lastBucket - zeroBucket + 1)
  /** Range of buckets that are not zero. */
  #first = this.#counts.length
  #last = -1

  add(bucket: number, count: number): void {
    const index = bucket - zeroBucket
    this.#counts[index] = (this.#counts[index] as number) + count
    this.#widen(index)
  }

  addAll(other: Histogram): void {
    for (const [bucket, count] of other) this.add(bucket, count)
  }

  addStored(bytes: Uint8Array): void {
    const counts = this.#counts
    let index = 0
    let at = 0
    const next = () => {
      let byte = bytes[at++] as number
      let number = byte & 127
      for (let unit = 128; byte > 127; unit *= 128) {
        byte = bytes[at++] as number
        number += (byte & 127) * unit
      }
      return number
    }
    while (at < bytes.length) {
      index += next()
      const signed = next()
      counts[index] = (counts[index] as number) + (signed % 2 === 0 ? signed / 2 : -(signed + 1) / 2)
      this.#widen(index)
    }
  }

  /** The sum of all counts. */
  count(): number {
    let sum = 0
    for (let index = this.#first; index <= this.#last; index++) sum += this.#counts[index] as number
    return sum
  }

  toStored(): Buffer {
    let length = 0
    const append = (number: number) => {
      let left = number
      for (; left > 127; left = Math.floor(left / 128)) written[length++] = (left % 128) + 128
      written[length++] = left
    }
    let before = zeroBucket
    for (const [bucket, count] of this) {
      append(bucket - before)
      append(count > 0 ? count * 2 : -count * 2 - 1)
      before = bucket
    }
    return Buffer.from(written.subarray(0, length))
  }

  clear(): void {
    this.#counts.fill(0, this.#first, this.#last + 1)
    this.#first = this.#counts.length
    this.#last = -1
  }

  /** Yields the buckets that are not empty, in order. */
  *[Symbol.iterator](): Generator<[bucket: number, count: number]> {
    for (let index = this.#first; index <= this.#last; index++) {
      const count = this.#counts[index] as number
      if (count !== 0) yield [index + zeroBucket, count]
    }
  }

  #widen(index: number): void {
    if (index < this.#first) this.#first = index
    if (index > this.#last) this.#last = index
  }
}

/** Reused by `toStored`: a bucket takes at most ten bytes, two for its distance and eight for its count. */
const written = Buffer.alloc((lastBucket - zeroBucket + 1) * 10)
