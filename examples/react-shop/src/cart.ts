export interface Item {
  name: string
  price?: { amount: number }
}

export class Cart {
  readonly #items: Item[] = []

  add(item: Item): void {
    this.#items.push(item)
  }

  total(): number {
    let total = 0
    for (const item of this.#items) {
      // an item without a price is what breaks
      total += (item.price as { amount: number }).amount
    }
    return total
  }
}
