import type { ErrorGroupAnswer, Frame, OverviewAnswer } from '@collector/schema'
import { dimensionInfo, dimensions } from '@collector/schema/catalogue'
import { expect, test } from 'vitest'
import { foldedFrames } from '../errors/folded-frames.ts'
import { errorMarkdown } from './error-markdown.ts'

const minified = { function: 't', file: 'https://shop.example/assets/app.js', line: 1, column: 111 }
const mapped: Frame = {
  function: 'Cart.total',
  file: 'src/cart.ts',
  line: 18,
  column: 51,
  own: true,
  context: { before: ['for (const item of items) {'], line: '  total += item.price', after: ['}'] },
  minified,
  reason: null,
}
const foreign: Frame = { ...minified, own: false, context: null, minified, reason: 'no map for /assets/app.js' }

const noTraits = Object.fromEntries(dimensions.map((by) => [by, []]))
const overview = {
  counts: { pageViews: { current: 20 } },
  ...Object.fromEntries(dimensions.map((by) => [dimensionInfo[by].list, []])),
  browsers: [{ value: 'Firefox', pageViews: { current: 4 } }],
} as unknown as OverviewAnswer

test('writes message, counts, the mapped stack and the source around the error', () => {
  const group = {
    name: 'TypeError',
    message: 'item.price is ``` undefined',
    count: 3,
    pageViews: 3,
    firstSeen: '2026-11-27T10:00:00.000Z',
    lastSeen: '2026-11-28T10:00:00.000Z',
    occurrences: [
      {
        submission: { readableUrl: 'https://shop.example/', browser: { name: 'Firefox' } },
        error: {
          breadcrumbs: [
            { type: 'click', message: 'button#pay', timestamp: '2026-11-28T09:59:59.000Z' },
            { type: 'navigation', message: '/checkout', timestamp: '2026-11-28T09:59:50.000Z' },
          ],
        },
        frames: [mapped, foreign],
      },
    ],
    breakdowns: { ...noTraits, browser: [{ value: 'Firefox', count: 3, pageViews: 3 }] },
  } as unknown as ErrorGroupAnswer
  expect(errorMarkdown(group, overview, 'https://c.example/errors/1').split('\n')).toEqual([
    '## TypeError: item.price is ``` undefined',
    '',
    '[Error in Collector](https://c.example/errors/1): 3 page views, 3 occurrences, first 2026-11-27T10:00:00.000Z, last 2026-11-28T10:00:00.000Z.',
    '',
    'Page: https://shop.example/. Browser: Firefox.',
    '',
    '```',
    expect.stringMatching(/^at Cart\.total \(src\/cart\.ts:18:51\) <- t at .*app\.js:1:111$/),
    expect.stringMatching(/^at t \(.*app\.js:1:111\)$/),
    '```',
    '',
    '`src/cart.ts`',
    '',
    '```',
    '  17 for (const item of items) {',
    '> 18   total += item.price',
    '  19 }',
    '```',
    '',
    'In common:',
    '',
    '- Browser Firefox: 100 % of the affected page views, but only 20 % of all page views',
    '',
    'Before:',
    '',
    '```',
    '09:59:50 Opened /checkout',
    '09:59:59 Clicked button#pay',
    '```',
  ])
})

test('folds frames of other code between own ones, and none where all are of other code', () => {
  const runs = (frames: Frame[]) => foldedFrames(frames).map((run) => [run.isFolded, run.frames.length])
  expect(runs([foreign, foreign, mapped, foreign])).toEqual([
    [true, 2],
    [false, 1],
    [true, 1],
  ])
  expect(runs([foreign, foreign])).toEqual([[false, 2]])
})
