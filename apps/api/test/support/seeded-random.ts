/** Random numbers that are the same at every run. */
export class SeededRandom {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** From 0 up to, but not including, 1. */
  next(): number {
    this.#state = (this.#state * 48271) % 2147483647
    return (this.#state - 1) / 2147483646
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item
  }

  /** A factor around 1 whose logarithm is nearly normal, with the standard deviation `spread`. */
  factor(spread: number): number {
    let sum = 0
    for (let n = 0; n < 12; n++) sum += this.next()
    return Math.exp((sum - 6) * spread)
  }

  uuid(): string {
    const hex = (digits: number) =>
      this.below(16 ** digits)
        .toString(16)
        .padStart(digits, '0')
    return `${hex(4)}${hex(4)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(4)}${hex(4)}${hex(4)}`
  }
}

/** Makes a function that draws values by their weights. */
export function weighted<Value>(weights: readonly (readonly [Value, number])[]): (random: SeededRandom) => Value {
  const bounds: number[] = []
  let total = 0
  for (const [, weight] of weights) {
    total += weight
    bounds.push(total)
  }
  return (random) => {
    const drawn = random.next() * total
    let [low, high] = [0, bounds.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((bounds[middle] as number) > drawn) high = middle
      else low = middle + 1
    }
    return (weights[low] as readonly [Value, number])[0]
  }
}

/** Weights of `count` values, the first far more frequent than the last. */
export function zipf(count: number, exponent: number, nameOf: (n: number) => string): [string, number][] {
  return Array.from({ length: count }, (_, n) => [nameOf(n), 1 / (n + 1) ** exponent])
}
