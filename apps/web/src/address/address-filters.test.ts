import { expect, test } from 'vitest'
import { searchOf } from '../router/search-of.ts'
import {
  deviceWords,
  isNarrowed,
  readFilters,
  readTimeRange,
  withFilters,
  withFixedRange,
  withoutFilters,
  withVisitorsOnly,
} from './address-filters.ts'

const now = Date.parse('2026-11-20T12:00:00.000Z')
const query = (text: string) => new URLSearchParams(text)

test.each([
  ['', 'all', 'all', {}],
  ['', '24h', '24h', { from: '2026-11-19T12:00:00.000Z' }],
  ['range=all', '24h', 'all', {}],
  ['range=1h&device=bot', 'all', '1h', { from: '2026-11-20T11:00:00.000Z', device: 'bot' }],
  ['device=any', 'all', 'all', {}],
  ['device=mobile,tablet', 'all', 'all', { device: 'mobile,tablet' }],
  ['range=constructor', 'all', 'all', {}],
  ['from=2026-11-01&browser=', 'all', 'custom', { from: '2026-11-01' }],
  ['range=7d&from=2026-11-01', 'all', '7d', { from: '2026-11-13T00:00:00.000Z' }],
  ['to=2026-11-01&interval=day', '24h', 'custom', { to: '2026-11-01' }],
  ['q=%3Cscript%3E&hasErrors=true', 'all', 'all', { q: '<script>', hasErrors: 'true' }],
] as const)('%s on a page of %s', (address, pageRange, range, filters) => {
  expect(readTimeRange(query(address), pageRange)).toBe(range)
  expect(readFilters(query(address), pageRange, now)).toEqual(filters)
  expect(isNarrowed(query(address), pageRange)).toBe(Object.keys(filters).length > 0)
})

test('the last hour begins at a multiple of ten minutes, 24 hours at a whole hour, days at midnight', () => {
  const at = Date.parse('2026-11-20T12:34:56.789Z')
  const from = (range: string) => readFilters(query(`range=${range}`), 'all', at).from
  expect(from('1h')).toBe('2026-11-20T11:30:00.000Z')
  expect(from('24h')).toBe('2026-11-19T12:00:00.000Z')
  expect(from('7d')).toBe('2026-11-13T00:00:00.000Z')
  expect(from('30d')).toBe('2026-10-21T00:00:00.000Z')
  expect(from('today')).toBe('2026-11-20T00:00:00.000Z')
  expect(readFilters(query('range=yesterday'), 'all', at)).toEqual({
    from: '2026-11-19T00:00:00.000Z',
    to: '2026-11-20T00:00:00.000Z',
  })
})

test.each([
  ['cursor=x&os=macOS', { browser: 'Chrome' }, 'os=macOS&browser=Chrome'],
  ['browser=Chrome&interval=day', { browser: undefined }, 'interval=day'],
  ['from=1&to=2&q=a', { range: '1h' }, 'q=a&range=1h'],
  ['range=1h', { from: '2026-11-01', to: undefined }, 'from=2026-11-01'],
  ['range=1h', { range: undefined }, ''],
] as const)('%s with %o', (address, changes, result) => {
  expect(withFilters(query(address), changes).toString()).toBe(result)
})

test('a page about visitors requests bots and own visits only if the address does', () => {
  const asked = (text: string) => readFilters(withVisitorsOnly(query(text)), 'all')
  expect(asked('')).toEqual({ device: '!bot', own: 'false' })
  expect(asked('device=any')).toEqual({ own: 'false' })
  expect(asked('device=any&own=any')).toEqual({})
  expect(asked('device=bot&own=true&q=a')).toEqual({ device: 'bot', own: 'true', q: 'a' })
})

test.each([
  ['!bot', 'Without bots'],
  ['any', 'With bots'],
  ['tv', 'Device: TV or console'],
  ['mobile,tablet', 'Device: Mobile, Tablet'],
  ['!mobile,bot', 'Device: not Mobile, Bot'],
  ['fridge', 'Device: fridge'],
])('device=%s is called "%s"', (value, words) => {
  expect(deviceWords(value)).toBe(words)
})

test('clearing keeps parameters that are no filters', () => {
  expect(searchOf(withoutFilters(query('range=1h&from=1&q=a&cursor=c&breakdown=os')))).toBe('?breakdown=os')
  expect(searchOf(withoutFilters(query('q=a')))).toBe('')
})

test('a link can be fixed to the time range of its sender', () => {
  const fixed = withFixedRange(query('range=1h&q=a'), 'all', now)
  expect(readFilters(fixed, 'all')).toEqual({
    q: 'a',
    from: '2026-11-20T11:00:00.000Z',
    to: '2026-11-20T12:00:00.000Z',
  })
  expect(withFixedRange(query('q=a'), 'all', now).toString()).toBe('q=a')
})
