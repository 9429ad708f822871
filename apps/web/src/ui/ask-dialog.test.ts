import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { AskDialog } from './ask-dialog.ts'
import './ask-dialog.ts'

afterEach(() => document.body.replaceChildren())

async function open(properties: Partial<AskDialog>): Promise<AskDialog> {
  const element = Object.assign(document.createElement('ask-dialog') as AskDialog, properties)
  document.body.append(element)
  await element.open()
  return element
}

const isOpen = () => document.querySelector('dialog')?.open

test('the dialog acts neither before the number is known nor after "Keep"', async () => {
  let done = 0
  const run = async () => {
    done++
  }
  const element = await open({ heading: 'Delete?', run })
  await expect.element(page.getByRole('button', { name: 'Counting…' })).toBeDisabled()
  element.action = 'Delete 3'
  await userEvent.click(page.getByRole('button', { name: 'Keep' }))
  expect([done, isOpen()]).toEqual([0, false])
  await element.open()
  await userEvent.keyboard('{Escape}')
  expect([done, isOpen()]).toEqual([0, false])
  await element.open()
  await userEvent.click(page.getByRole('button', { name: 'Delete 3' }))
  expect([done, isOpen()]).toEqual([1, false])
})

test('a failure shows its reason and keeps the dialog open', async () => {
  await open({ action: 'Delete 3', run: () => Promise.reject(new Error('the database is away')) })
  await userEvent.click(page.getByRole('button', { name: 'Delete 3' }))
  await expect.element(page.getByRole('alert')).toHaveTextContent('Not done: the database is away')
  expect(isOpen()).toBe(true)
})
