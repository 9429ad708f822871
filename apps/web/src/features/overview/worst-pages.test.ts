import type { OverviewAnswer, PageItem } from '@collector/schema'
import { render } from 'lit'
import { expect, test } from 'vitest'
import { worstPages } from './worst-pages.ts'

type Vital = PageItem['vitals']['lcp']

const good: Vital = { p75: 1, count: 500, poor: 0, rating: 'good' }

function page(path: string, vitals: Partial<PageItem['vitals']>, worst: PageItem['worst']): PageItem {
  return {
    ...{ path, paths: 1, pageViews: 759, pageViewsWithErrors: 0, series: [], worst },
    vitals: { lcp: good, inp: good, cls: good, fcp: good, ttfb: good, ...vitals },
  }
}

function shown(pages: PageItem[]) {
  const place = document.createElement('div')
  const overview = { vitals: [{ count: { current: 500 } }] } as OverviewAnswer
  render(worstPages(pages, overview, { query: new URLSearchParams(), pageRange: '7d' }), place)
  return [...place.querySelectorAll('li, section > p')].map((one) => one.textContent?.replaceAll(/\s+/g, ' ').trim())
}

test('names the vital with most poor page views of those whose p75 is not good, and leaves out pages without', () => {
  const fair = (poor: number): Vital => ({ p75: 0.195, count: 512, poor, rating: 'needs-improvement' })
  const rarelyPoor: Vital = { p75: 1720, count: 700, poor: 90, rating: 'good' }
  const pages = [
    page('/search', { fcp: rarelyPoor }, { metric: 'fcp', target: null }),
    page('/cart', { fcp: rarelyPoor, cls: fair(20) }, { metric: 'fcp', target: null }),
    page('/', { cls: fair(61) }, { metric: 'cls', target: 'div#promo' }),
    page('/about', {}, null),
  ]
  expect(shown(pages)).toEqual([
    '/ 61 poor of 512 measured CLS 0.195 Needs improvement div#promo',
    '/cart 20 poor of 512 measured CLS 0.195 Needs improvement',
  ])
  expect(shown(pages.slice(0, 1))).toEqual(['No page stands out in this time.'])
})
