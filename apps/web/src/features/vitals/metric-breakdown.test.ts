import type { MetricAnswer } from '@collector/schema'
import { render } from 'lit'
import { expect, test } from 'vitest'
import { metricBreakdown } from './metric-breakdown.ts'

function shown(metric: 'lcp' | 'cls'): HTMLElement {
  const place = document.createElement('div')
  const current = { metric, breakdown: [{ value: 'mobile', count: 9, p75: 1200 }], total: { count: 9 } }
  const answers = { current: current as unknown as MetricAnswer, previous: undefined, brokenDownBy: 'device' } as const
  render(metricBreakdown('os', answers, new URLSearchParams()), place)
  return place
}

test('the table keeps its heading until the chosen dimension is there', () => {
  const place = shown('lcp')
  expect(place.querySelector('[aria-pressed="true"]')?.textContent?.trim()).toBe('System')
  expect(place.querySelector('data-table')?.getAttribute('label')).toBe('LCP by Device')
})

test('a page shifts, it is not slow', () => {
  expect(shown('cls').querySelector('h2')?.textContent).toBe('For whom does it shift?')
})
