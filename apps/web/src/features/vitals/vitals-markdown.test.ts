import type { MetricAnswer, OverviewAnswer, ReasonsAnswer } from '@collector/schema'
import { expect, test } from 'vitest'
import { vitalsMarkdown } from './vitals-markdown.ts'

test('vitals as Markdown: at a glance, why and for whom', () => {
  const vital = { metric: 'lcp', p75: { current: 4200, previous: 2100 }, count: { current: 120, previous: 80 } }
  const reason = {
    target: 'main>img.hero',
    pageViews: 90,
    poor: 40,
    p75: 4400,
    phases: { timeToFirstByte: { p75: 500 }, resourceLoadDelay: { p75: 2500 } },
    scripts: [],
    paths: [{ value: '/checkout', pageViews: 90 }],
  }
  const text = vitalsMarkdown(
    {
      overview: { from: '2026-11-01', to: '2026-11-08', vitals: [vital] } as unknown as OverviewAnswer,
      current: {
        metric: 'lcp',
        breakdown: [
          { value: '/a|b', p75: 5000, count: 90 },
          { value: null, p75: null, count: 0 },
        ],
      } as unknown as MetricAnswer,
      brokenDownBy: 'path',
      previous: undefined,
      reasons: { items: [reason] } as unknown as ReasonsAnswer,
    },
    'https://c.example/vitals',
  )
  expect(text.replaceAll('\u00a0', ' ')).toBe(
    `## Largest Contentful Paint

[Vitals in Collector](https://c.example/vitals), 2026-11-01 to 2026-11-08.

| Vital | p75 | Change | Samples |
| --- | --- | --- | --- |
| LCP | 4.2 s (poor) | +100 % | 120 |

Why:

- \`main>img.hero\`: 40 poor of 90 measured, p75 4.4 s (poor); Load delay 2.5 s; on /checkout

| Path | LCP p75 | Samples |
| --- | --- | --- |
| \`/a\\|b\` | 5 s (poor) | 90 |
| unknown | – | 0 |`,
  )
})
