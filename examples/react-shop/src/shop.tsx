import { useState } from 'react'
import type { Item } from './cart.ts'
import { payOrder } from './checkout.ts'

const items: Item[] = [{ name: 'Tea', price: { amount: 3 } }, { name: 'Cup' }]

export function Shop() {
  const [paid, setPaid] = useState<number>()
  return (
    <main>
      <h1>A shop</h1>
      <ul>
        {items.map(({ name }) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <button type="button" onClick={() => setPaid(payOrder(items))}>
        Pay
      </button>
      <p role="status">{paid === undefined ? 'Press "Pay": the cup has no price, so it fails.' : `Paid ${paid}.`}</p>
    </main>
  )
}
