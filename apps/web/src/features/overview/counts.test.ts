import type { OverviewAnswer } from '@collector/schema'
import { render } from 'lit'
import { expect, test } from 'vitest'
import { overviewCounts } from './counts.ts'

test('the share of page views with errors has the change of the share, while their count fell', () => {
  const counts = {
    pageViews: { current: 440, previous: 569 },
    pageViewsWithErrors: { current: 133, previous: 136 },
    errors: { current: 200, previous: 200 },
  }
  const place = document.createElement('div')
  render(overviewCounts({ counts, errorGroups: { open: 6, new: 2, regressed: 0 } } as OverviewAnswer, '/errors'), place)
  const tiles = [...place.querySelectorAll('.tile')].map((tile) => tile.textContent?.replace(/\s+/g, ' ').trim())
  expect(tiles[1]).toBe('Page views with errors 30.2 % 133 page views, ▲ 6.3 percentage points worse')
})
