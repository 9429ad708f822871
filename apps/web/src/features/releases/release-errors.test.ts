import type { ReleaseItem } from '@collector/schema'
import { render } from 'lit'
import { expect, test } from 'vitest'
import { releaseErrors } from './release-errors.ts'

const group = (groupKey: string) => ({ groupKey, type: 'error' as const, name: null, message: groupKey })

test('the errors of a release have their page views, most first', () => {
  const place = document.createElement('div')
  const item = { release: '3.4.0', environment: null } as unknown as ReleaseItem
  const groups = {
    previous: '3.3.0',
    new: [group('rare'), group('often'), group('excluded')],
    regressed: [],
    gone: [group('before')],
  }
  const pageViews = new Map([
    ['rare', 1],
    ['often', 1200],
  ])
  const answer = { item, groups, pageViews, pageViewsBefore: new Map([['before', 7]]) }
  render(releaseErrors(answer, { query: new URLSearchParams(), pageRange: 'all' }), place)
  const rows = [...place.querySelectorAll('.ranking > li')].map((row) =>
    row.textContent?.replaceAll(/\s+/g, ' ').trim(),
  )
  expect(rows).toEqual([
    'often 1,200 page views Error',
    'rare 1 page view Error',
    'excluded Error',
    'before 7 page views Error',
  ])
})
