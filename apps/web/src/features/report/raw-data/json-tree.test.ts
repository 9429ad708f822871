import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { findInJson } from './json-rows.ts'
import type { JsonTree } from './json-tree.ts'
import './json-tree.ts'

afterEach(() => globalThis.document.body.replaceChildren())

async function tree(document: unknown): Promise<JsonTree> {
  const element = globalThis.document.createElement('json-tree') as JsonTree
  element.document = document
  globalThis.document.body.append(element)
  await element.updateComplete
  return element
}

const names = () =>
  page
    .getByRole('treeitem')
    .elements()
    .map((item) => item.querySelector('.content > span')?.textContent)

test('arrow keys move through the tree, open and close nodes', async () => {
  await tree({ a: { b: { c: 1 } }, d: 2 })
  expect(names()).toEqual(['a', 'd'])
  document.querySelector<HTMLElement>('[role=treeitem]')?.focus()
  await userEvent.keyboard('{ArrowRight}{ArrowDown}{ArrowRight}')
  await expect.poll(names).toEqual(['a', 'b', 'c', 'd'])
  await userEvent.keyboard('{End}')
  await expect.poll(() => document.activeElement?.textContent).toContain('d: 2')
  await userEvent.keyboard('{ArrowUp}{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}')
  await expect.poll(names).toEqual(['a', 'd'])
})

test('many members are grouped into ranges', async () => {
  await tree({ list: Array.from({ length: 12_345 }, (_, index) => index) })
  await userEvent.click(page.getByRole('treeitem'))
  await expect.poll(() => names().slice(0, 3)).toEqual(['list', '0 … 9999', '10000 … 12344'])
})

test('a match is opened and shown', async () => {
  const document = {
    a: { list: Array.from({ length: 500 }, (_, index) => ({ index, text: index === 321 ? 'needle' : '' })) },
  }
  const element = await tree(document)
  element.match = findInJson(document, 'needle', 10)[0]
  await expect.element(page.getByRole('treeitem', { selected: true })).toHaveTextContent('text: "needle"')
  await expect.element(page.getByRole('treeitem', { selected: true })).toBeInViewport()
})
