import { payOrder } from './checkout.ts'
import { extras } from './extras.ts'

for (const extra of extras) console.info(extra(1))

Object.assign(globalThis, {
  pay: () => payOrder([{ name: 'tea', price: { amount: 3 } }, { name: 'cup' }]),
})
