import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Column, DataTable } from './data-table.ts'
import './data-table.ts'

interface Fruit {
  name: string
  weight?: number
}

const columns: readonly Column<Fruit>[] = [
  { label: 'Name', value: ({ name }) => name },
  { label: 'Weight', value: ({ weight }) => weight, isNumeric: true },
]

afterEach(() => document.body.replaceChildren())

async function table(rows: readonly Fruit[], properties: Partial<DataTable<Fruit>> = {}): Promise<DataTable<Fruit>> {
  const element = document.createElement('data-table') as DataTable<Fruit>
  Object.assign(element, { label: 'Fruit', columns, rows, ...properties })
  document.body.append(element)
  await element.updateComplete
  return element
}

const names = () => [...document.querySelectorAll('tbody td:first-child')].map((cell) => cell.textContent)

test('numbers sort from the largest, texts from A, and missing values come last', async () => {
  await table([{ name: 'fig 2', weight: 2 }, { name: 'fig 10' }, { name: 'apple', weight: 30 }])
  expect(names()).toEqual(['fig 2', 'fig 10', 'apple'])
  await userEvent.click(page.getByRole('button', { name: 'Weight' }))
  expect(names()).toEqual(['apple', 'fig 2', 'fig 10'])
  await userEvent.click(page.getByRole('button', { name: 'Weight' }))
  expect(names()).toEqual(['fig 2', 'apple', 'fig 10'])
  await userEvent.click(page.getByRole('button', { name: 'Name' }))
  expect(names()).toEqual(['apple', 'fig 2', 'fig 10'])
  await expect.element(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending')
})

test('a partial list cannot be sorted', async () => {
  await table([{ name: 'a' }], { fixedOrder: true })
  expect(document.querySelector('button')).toBeNull()
})

test('a long table shows its rows in steps', async () => {
  await table(Array.from({ length: 1500 }, (_, index) => ({ name: `fruit ${index}` })))
  expect(names()).toHaveLength(100)
  await userEvent.click(page.getByRole('button', { name: 'Show 1,000 more' }))
  expect(names()).toHaveLength(1100)
})

test('an empty table says why', async () => {
  const element = await table([], { empty: 'No fruit' })
  expect(element.textContent).toContain('No fruit')
})
