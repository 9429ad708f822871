import { expect, test } from 'vitest'
import { parseFilter } from '../filters/read-filter.ts'
import { errorRollupCell, holdsBreakdown, planByEstimate, type RollupCell, rollupCell } from './plan.ts'

const everybody = { dimension: '', values: [''], isBot: undefined }

test.each([
  [{}, everybody],
  [{ from: '2026-11-01', to: '2026-11-02' }, everybody],
  [{ device: '!bot' }, { ...everybody, isBot: false }],
  [{ device: 'bot' }, { ...everybody, isBot: true }],
  [{ browser: 'Chrome' }, { dimension: 'browser', values: ['Chrome'], isBot: undefined }],
  [
    { browser: 'Chrome', device: '!bot' },
    { dimension: 'browser', values: ['Chrome'], isBot: false },
  ],
  [{ device: 'mobile,bot' }, { dimension: 'device', values: ['mobile', 'bot'], isBot: undefined }],
  [{ hasErrors: true }, { dimension: 'hasErrors', values: ['true'], isBot: undefined }],
  [{ path: '/a' }, { dimension: 'path', values: ['/a'], isBot: undefined }],
  [{ path: '/a*' }, undefined],
  [{ browser: 'Chrome', os: 'Windows' }, undefined],
  [{ browser: 'Chrome', device: '!mobile' }, undefined],
  [{ visitorId: 'v' }, undefined],
  [{ ip: '192.0.2.1' }, undefined],
  [{ groupKey: 'g' }, undefined],
  [{ vital: 'lcp:4000..' }, undefined],
  [{ q: 'text' }, undefined],
])('rollups answer %o from the cell %o', (filters, cell) => {
  expect(rollupCell(parseFilter(filters))).toEqual(cell)
})

test.each([
  [{}, undefined, true],
  [{ device: '!bot' }, undefined, true],
  [{ browser: 'Chrome' }, undefined, false],
  [{ browser: 'Chrome' }, 'path', false],
  [{ browser: 'Chrome' }, 'browser', true],
] as const)('rollups of %o hold a breakdown by %s: %s', (filters, by, isHeld) => {
  expect(holdsBreakdown(rollupCell(parseFilter(filters)) as RollupCell, by)).toBe(isHeld)
})

test.each([
  [{}, everybody],
  [{ os: 'Linux' }, { dimension: 'os', values: ['Linux'], isBot: undefined }],
  // noise occurs in page views without errors too
  [{ hasErrors: true }, undefined],
  [{ hasErrors: false }, undefined],
])('error rollups answer %o from the cell %o', (filters, cell) => {
  expect(errorRollupCell(parseFilter(filters))).toEqual(cell)
})

const cheap = 1000
const dear = 10_000_000

test.each([
  [0, cheap, { source: 'facts' }],
  [20_000, cheap, { source: 'facts' }],
  [79_999, cheap, { source: 'facts' }],
  [80_000, cheap, { source: 'sample', tier: 1, weight: 4 }],
  [320_000, cheap, { source: 'sample', tier: 2, weight: 16 }],
  [1_280_000, cheap, { source: 'sample', tier: 3, weight: 64 }],
  [5_120_000, cheap, { source: 'sample', tier: 4, weight: 256 }],
  [1e9, cheap, { source: 'sample', tier: 4, weight: 256 }],
  // frequent apart and rare together: reading all candidates would take seconds
  [0, dear, { source: 'sample', tier: 1, weight: 4 }],
  [320_000, dear, { source: 'sample', tier: 2, weight: 16 }],
])('%d page views that cost %d to read are answered from %o', (pageViews, cost, plan) => {
  expect(planByEstimate({ pageViews, cost, errorsCost: undefined })).toEqual(plan)
})

test.each([
  [dear, cheap, { source: 'errors' }],
  [cheap, cheap, { source: 'errors' }],
  [cheap, dear, { source: 'facts' }],
  [dear, dear, { source: 'sample', tier: 1, weight: 4 }],
])(
  'page views with errors that cost %d in facts, and %d among their copies, are answered from %o',
  (cost, errorsCost, plan) => {
    expect(planByEstimate({ pageViews: 20_000, cost, errorsCost })).toEqual(plan)
  },
)
