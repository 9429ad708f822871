import { Cart, type Item } from './cart.ts'

const discounts = new Map([['WINTER', 0.1]])

function applyDiscount(cart: Cart, code: string): number {
  const share = discounts.get(code) ?? 0
  return cart.total() * (1 - share)
}

export const payOrder = (items: Item[], code = 'WINTER'): number => {
  const cart = new Cart()
  for (const item of items) cart.add(item)
  const amount = applyDiscount(cart, code)
  console.info('paid', amount)
  return amount
}
