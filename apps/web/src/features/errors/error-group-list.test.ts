import type { ErrorGroup } from '@collector/schema'
import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { ErrorGroupList, StatusWish } from './error-group-list.ts'
import './error-group-list.ts'

afterEach(() => document.body.replaceChildren())

const group = (groupKey: string, more: Partial<ErrorGroup> = {}): ErrorGroup => ({
  groupKey,
  type: 'error',
  name: 'TypeError',
  message: `message ${groupKey}`,
  source: null,
  noise: null,
  count: 3,
  pageViews: 2,
  firstSeen: '2026-11-19T10:00:00.000Z',
  lastSeen: '2026-11-20T10:00:00.000Z',
  status: 'open',
  resolvedInRelease: null,
  series: [
    { at: '2026-11-19T00:00:00.000Z', count: 1 },
    { at: '2026-11-20T00:00:00.000Z', count: 2 },
  ],
  ...more,
})

async function list(properties: Partial<ErrorGroupList>): Promise<StatusWish[]> {
  const element = document.createElement('error-group-list') as ErrorGroupList
  const wishes: StatusWish[] = []
  Object.assign(element, { window: { from: '2026-11-18', to: '2026-11-21', interval: 'day' }, ...properties })
  element.addEventListener('set-status', (event) => wishes.push((event as CustomEvent<StatusWish>).detail))
  document.body.append(element)
  await element.updateComplete
  return wishes
}

test('each group is named by its message, and its sparkline has a text for screen readers', async () => {
  await list({ groups: [group('a'), group('b', { name: null, message: '' })] })
  await expect.element(page.getByRole('link', { name: 'TypeError: message a' })).toHaveAttribute('href', '/errors/a')
  await expect.element(page.getByRole('link', { name: 'no message' })).toBeVisible()
  await expect.element(page.getByRole('img', { name: '3 occurrences, at most 2 in one day' }).first()).toBeVisible()
  expect(
    [...(document.querySelector('.sparkline')?.querySelectorAll('rect') ?? [])].map((bar) =>
      bar.getAttribute('height'),
    ),
  ).toEqual(['0', '0.5', '1'])
})

test('open groups that were first seen in the requested time are marked as new', async () => {
  const groups = [
    group('new'),
    group('old', { firstSeen: '2026-11-18T09:59:59.999Z' }),
    group('done', { status: 'resolved' }),
    group('back', { status: 'regressed' }),
  ]
  const marked = () =>
    [...document.querySelectorAll('.error-groups > li')]
      .filter((item) => item.querySelector('.about')?.textContent?.includes('New'))
      .map((item) => item.querySelector('a')?.textContent)
  await list({ groups, newSince: '2026-11-18T10:00:00.000Z' })
  expect(marked()).toEqual(['TypeError: message new'])
  document.body.replaceChildren()
  await list({ groups })
  expect(marked()).toEqual([])
})

test('j and k move within the list', async () => {
  await list({ groups: [group('a'), group('b')] })
  const focused = () => document.activeElement?.textContent
  await userEvent.keyboard('jj')
  expect(focused()).toBe('TypeError: message b')
  await userEvent.keyboard('j')
  expect(focused()).toBe('TypeError: message b')
  await userEvent.keyboard('kk')
  expect(focused()).toBe('TypeError: message a')
})

test('the actions depend on the status, and a change can be undone', async () => {
  const wishes = await list({
    groups: [
      group('a'),
      group('b', { status: 'ignored' }),
      group('c', { status: 'resolved' }),
      group('d', { status: 'ignored' }),
    ],
    statusesBefore: new Map([
      ['c', 'regressed'],
      ['d', 'resolved'],
    ]),
  })
  const labels = [...document.querySelectorAll('.actions')].map((actions) =>
    actions.textContent?.match(/\S[\w ]*\w/g)?.join(', '),
  )
  expect(labels[1]).toBe('Reopen')
  expect(labels.slice(2)).toEqual(['Undo', 'Undo'])
  for (const button of document.querySelectorAll('button')) button.click()
  expect(wishes.map(({ group, status }) => `${group.groupKey} ${status}`)).toEqual([
    'a resolved',
    'a ignored',
    'b open',
    // regressed cannot be set by hand
    'c open',
    'd resolved',
  ])
})

test('noise has a label whose explanation opens by keyboard', async () => {
  await list({ groups: [group('a'), group('b', { noise: 'extension' })] })
  const mark = page.getByRole('button', { name: 'From a browser extension' })
  expect(mark.elements()).toHaveLength(1)
  mark.element().focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText(/browser extension of the visitor threw it/)).toBeVisible()
})

test('a hostile message is shown as text', async () => {
  await list({ groups: [group('a', { message: '<img src=x onerror=alert(1)>'.repeat(50) })] })
  expect(document.querySelector('img')).toBeNull()
  expect(document.querySelector('.what a')?.textContent).toContain('<img')
})

test('counts of any length stay in their column', async () => {
  await page.viewport(1366, 900)
  await list({ groups: [group('a', { count: 1_234_567, pageViews: 345_678 }), group('b')] })
  const figures = [...document.querySelectorAll('.figures')]
  expect(figures.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toEqual([0, 0])
  expect(new Set(figures.map((element) => element.getBoundingClientRect().left)).size).toBe(1)
})
