import type { ScriptItem } from '@collector/schema'
import { render } from 'lit'
import { expect, test } from 'vitest'
import { scriptColumns } from './script-columns.ts'

test('the mean of blocking leaves out page views in which the script did not block, or whose browser does not report it', () => {
  const item: ScriptItem = {
    ...{ host: 'chat.example', name: null, url: null, isFirstParty: false, pageViews: 3500, requests: 3500, paths: [] },
    ...{
      transferredBytes: 0,
      durationP75: 400,
      blockingMs: 192_000,
      blockedPageViews: 2400,
      forcedLayoutMs: 0,
      failures: 0,
    },
  }
  const columns = scriptColumns(
    { pageViews: 3800, items: [item], nextCursor: null, isEstimate: false },
    { path: () => '' },
  )
  const shown = (row: ScriptItem) => {
    const place = document.createElement('div')
    render(columns.find(({ label }) => label === 'Blocking')?.render?.(row), place)
    return place.textContent?.replaceAll(/\s+/g, ' ').trim()
  }
  expect(shown(item)).toBe('192 s 80 ms when it blocks')
  expect(shown({ ...item, blockingMs: 0, blockedPageViews: 0 })).toBe('–')
})
