import type { SubmissionItem } from '@collector/schema'
import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { SubmissionTable } from './submission-table.ts'
import './submission-table.ts'

const hostileText = '<img src=x onerror=alert(1)>\u0000\ud800'
const item = (id: number): SubmissionItem => ({
  id,
  kind: 'pageView',
  submissionId: `0000000${id}-0000-4000-8000-000000000000`,
  receivedAt: '2026-11-20T10:00:00.000Z',
  ip: null,
  page: { url: `https://a.example/${id}` },
  readableUrl: `https://a.example/${id}`,
  browser: { name: 'Chrome', version: '141.0' },
  os: { name: null, version: null },
  device: 'mobile',
  release: null,
  environment: null,
  isOwn: false,
  errorCount: 0,
  vitals: { lcp: 5000, cls: null, inp: null, fcp: null, ttfb: null },
})

afterEach(() => document.body.replaceChildren())

async function show(rows: SubmissionItem[]): Promise<SubmissionTable> {
  const element = Object.assign(document.createElement('submission-table') as SubmissionTable, { rows })
  document.body.append(element)
  await element.updateComplete
  return element
}

const focused = () => document.activeElement?.textContent

test('j and k move through the rows, x chooses one; a new row on top keeps focus and choice', async () => {
  const element = await show([item(3), item(2), item(1)])
  const chosen: number[] = []
  element.addEventListener('choose', (event) => chosen.push((event as CustomEvent<SubmissionItem>).detail.id))
  await userEvent.keyboard('jj')
  expect(focused()).toBe('2')
  element.rows = [item(4), ...element.rows]
  await element.updateComplete
  expect(focused()).toBe('2')
  await userEvent.keyboard('kx')
  expect(focused()).toBe('3')
  await userEvent.keyboard('kkk')
  expect(focused()).toBe('4')
  expect(chosen).toEqual([3])
})

test('letters typed into a field do not move the focus of the table', async () => {
  await show([item(1)])
  const field = document.createElement('input')
  document.body.append(field)
  await userEvent.type(field, 'jk')
  expect(document.activeElement).toBe(field)
})

test('a click on the row opens the submission; one on its checkbox only chooses it', async () => {
  await show([item(1)])
  const opened: string[] = []
  document.body.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a')
    if (!link) return
    event.preventDefault()
    opened.push(link.getAttribute('href') ?? '')
  })
  await userEvent.click(page.getByText('Chrome 141').first())
  expect(opened).toEqual(['/submissions/00000001-0000-4000-8000-000000000000'])
  await userEvent.click(page.getByRole('checkbox', { name: 'Compare 1' }))
  expect(opened).toHaveLength(1)
})

test('sent values are shown as text, and missing ones as such', async () => {
  const nothing = {
    ...item(1),
    receivedAt: null,
    page: { url: hostileText },
    readableUrl: hostileText,
    browser: { name: hostileText, version: null },
    device: null,
    vitals: { lcp: null, cls: null, inp: null, fcp: null, ttfb: null },
  }
  const element = await show([nothing, { ...nothing, id: 2, page: null, readableUrl: null }])
  expect(element.querySelector('img')).toBeNull()
  expect(element.textContent).toContain('unknown time')
  expect(element.textContent).toContain('unknown page')
  expect(element.textContent).not.toMatch(/undefined|null|NaN/)
})
