import { afterEach, beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { addressChange } from '../../router/navigate.ts'
import type { FilterBar } from './filter-bar.ts'
import './filter-bar.ts'

const home = location.href
let element: FilterBar

const follow = () => {
  element.query = new URLSearchParams(location.search)
}
const asked = () => decodeURIComponent(location.search)

beforeEach(() => {
  addEventListener(addressChange, follow)
})

afterEach(() => {
  removeEventListener(addressChange, follow)
  document.body.replaceChildren()
  history.replaceState(null, '', home)
})

async function show(search: string, properties: Partial<FilterBar> = {}): Promise<void> {
  history.replaceState(null, '', search)
  element = Object.assign(document.createElement('filter-bar'), properties) as FilterBar
  follow()
  document.body.append(element)
  await element.updateComplete
}

test('a range, a field and a search go to the address; a new filter returns to the first page', async () => {
  await show('?cursor=abc&interval=day')
  await userEvent.click(page.getByRole('button', { name: '7 d' }))
  expect(asked()).toBe('?interval=day&range=7d')
  await userEvent.click(page.getByRole('button', { name: 'Filters' }))
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Device' }), 'Mobile')
  expect(asked()).toBe('?interval=day&range=7d&device=mobile')
  await userEvent.fill(page.getByLabelText('Path'), '/shop/*')
  await userEvent.keyboard('{Enter}')
  expect(asked()).toBe('?interval=day&range=7d&device=mobile&path=/shop/*')
  await userEvent.fill(page.getByRole('searchbox'), 'TypeError')
  await expect.poll(asked).toContain('q=TypeError')
})

test('active filters are shown as text, and removed one by one or together', async () => {
  await show('?browser=%3Cimg%20src=x%3E&hasErrors=true&q=a&interval=day')
  await expect.element(page.getByText('Browser: <img src=x>')).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: 'Remove the filter Browser' }))
  expect(asked()).toBe('?hasErrors=true&q=a&interval=day')
  await userEvent.click(page.getByRole('button', { name: 'Clear all' }))
  expect(asked()).toBe('?interval=day')
  expect(document.querySelector('.chips')).toBeNull()
})

test('a custom range is entered in the time zone of the reader and sent in UTC; its ends may be swapped', async () => {
  await show('?range=1h')
  await userEvent.click(page.getByRole('button', { name: 'Custom' }))
  await userEvent.fill(page.getByLabelText('From'), '2026-11-20T12:00')
  await userEvent.fill(page.getByLabelText('to', { exact: true }), '2026-11-19T12:00')
  await userEvent.click(page.getByRole('button', { name: 'Show' }))
  const utc = (text: string) => new Date(text).toISOString()
  expect(asked()).toBe(`?from=${utc('2026-11-19T12:00')}&to=${utc('2026-11-20T12:00')}`)
  await element.updateComplete
  await expect.element(page.getByLabelText('From')).toHaveValue('2026-11-19T12:00')
})

test('"/" focuses the search, except while typing', async () => {
  await show('?q=word')
  await userEvent.keyboard('/')
  await expect.element(page.getByRole('searchbox')).toHaveFocus()
  await userEvent.keyboard('a/b')
  await expect.element(page.getByRole('searchbox')).toHaveValue('a/b')
})

test('recent values are suggested once the fields are open; fields work without suggestions', async () => {
  let times = 0
  const suggest = async () => {
    times++
    return { browser: ['Chrome', 'Firefox'] }
  }
  await show('?', { suggest })
  for (let i = 0; i < 3; i++) await userEvent.click(page.getByRole('button', { name: 'Filters' }))
  await expect.poll(() => document.querySelectorAll('datalist option').length).toBe(2)
  expect(times).toBe(1)
  document.body.replaceChildren()
  await show('?', { suggest: () => Promise.reject(new Error('away')) })
  await userEvent.click(page.getByRole('button', { name: 'Filters' }))
  await userEvent.fill(page.getByLabelText('Browser'), 'Safari')
  await userEvent.keyboard('{Enter}')
  expect(asked()).toBe('?browser=Safari')
})

test('a page without bots shows them if a filter says so', async () => {
  await show('?range=7d', { visitorsOnly: true })
  expect(document.querySelector('.chips')).toBeNull()
  await userEvent.click(page.getByRole('button', { name: /^Filters/ }))
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Device' }), 'any')
  expect(asked()).toBe('?range=7d&device=any')
  await expect.element(page.getByText('With bots')).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: 'Remove the filter Device' }))
  expect(asked()).toBe('?range=7d')
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Device' }), 'Bot')
  expect(asked()).toBe('?range=7d&device=bot')
})

test('own visits are left out by default too', async () => {
  await show('?range=7d&own=any', { visitorsOnly: true })
  await expect.element(page.getByText('With own visits')).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: /^Filters/ }))
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Own visits' }), 'Only own visits')
  expect(asked()).toBe('?range=7d&own=true')
})

test('an element is named in words', async () => {
  await show('?reason=lcp:main%3Eimg.hero')
  await expect.element(page.getByText('Largest element: main>img.hero')).toBeVisible()
})

test('several devices are shown in words, and stay selected', async () => {
  await show('?device=mobile,tablet')
  await expect.element(page.getByText('Device: Mobile, Tablet')).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: /^Filters/ }))
  await expect.element(page.getByRole('combobox', { name: 'Device' })).toHaveValue('mobile,tablet')
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Device' }), 'All but bots')
  expect(asked()).toBe('?device=!bot')
})

test('all devices, from the address of another page, are no filter', async () => {
  await show('?device=any')
  expect(document.querySelector('.chips')).toBeNull()
})
