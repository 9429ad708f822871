import { render } from 'lit'
import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { leftOut } from './left-out.ts'
import type { LeftOutErrors } from './left-out-note.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

/** Answers by the parameters of the request, and remembers them. */
function show(search: string, errors?: LeftOutErrors): string[] {
  const requested: string[] = []
  vi.stubGlobal('fetch', async (url: string) => {
    const query = new URL(url, location.origin).searchParams
    query.delete('from')
    requested.push(decodeURIComponent(`${query}`))
    const count = query.get('device') === 'bot' ? 8700 : 12
    return Response.json({ count, isEstimate: query.get('device') === 'bot' })
  })
  render(
    leftOut({ query: new URLSearchParams(search), pageRange: '7d' }, errors),
    document.body.appendChild(document.createElement('main')),
  )
  return requested
}

test.each([
  {
    search: '',
    asked: ['device=bot', 'device=!bot&own=true'],
    says: "about 8,700 of bots, 12 of Collector's own pages",
  },
  {
    search: 'own=any&path=/a',
    asked: ['path=/a&device=bot'],
    says: 'about 8,700 of bots.',
  },
  { search: 'device=mobile', asked: ['device=mobile&own=true'], says: ": 12 of Collector's own pages." },
  { search: 'device=!bot&own=false', asked: ['device=bot', 'device=!bot&own=true'], says: 'about 8,700 of bots, 12' },
])('counts what the address "$search" leaves out by default', async ({ search, asked, says }) => {
  const requested = show(search)
  await expect.element(page.getByText(says, { exact: false })).toBeVisible()
  expect(requested).toEqual(asked)
})

test('shows them by a link, and counts beside errors only page views with some', async () => {
  const requested = show('path=/a&cursor=b', { hasErrors: 'true' })
  await expect.element(page.getByText('Page views with errors left out: about 8,700', { exact: false })).toBeVisible()
  expect(requested[0]).toBe('path=/a&hasErrors=true&device=bot')
  const link = page.getByRole('link', { name: 'Show them' }).element() as HTMLAnchorElement
  expect(new URL(link.href).search).toBe('?path=%2Fa&device=any&own=any')
})

test('beside one error, counts its page views only, and keeps its address without the key', async () => {
  const requested = show('path=/a', { groupKey: 'abc' })
  await expect
    .element(page.getByText('Page views with this error left out: about 8,700', { exact: false }))
    .toBeVisible()
  expect(requested[0]).toBe('path=/a&groupKey=abc&device=bot')
  const link = page.getByRole('link', { name: 'Show them' }).element() as HTMLAnchorElement
  expect(new URL(link.href).search).toBe('?path=%2Fa&device=any&own=any')
})

test('says nothing where the address shows them', async () => {
  show('device=bot&own=any')
  expect(document.querySelector('left-out-note')?.textContent.trim()).toBe('')
})
