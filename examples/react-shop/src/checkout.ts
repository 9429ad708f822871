import { Cart, type Item } from './cart.ts'

const discounts = new Map([['WINTER', 0.1]])

/** Returns the amount to pay. @throws TypeError for an item without a price: the error to look for in Collector */
export function payOrder(items: Item[], code = 'WINTER'): number {
  const cart = new Cart()
  for (const item of items) cart.add(item)
  const amount = applyDiscount(cart, code)
  console.info('paid', amount)
  return amount
}

function applyDiscount(cart: Cart, code: string): number {
  const share = discounts.get(code) ?? 0
  const total = cart.total()
  console.info('share', share)
  return total * (1 - share)
}
