import { type Preset, readFilters } from '../../apps/web/src/address/address-filters.ts'
import { comparedPeriod } from '../../apps/web/src/features/charts/compared-period.ts'
import { uuidOf } from './seed.ts'

const filters = {
  browser: 'Chrome',
  os: 'Windows',
  device: 'mobile',
  host: 'www.example',
  path: '/page/0',
  hasErrors: 'true',
}
/** A browser with one page view in 1,000, and a page so rare that a day's rollups may count it as "other". */
const rareFilters = { browser: 'Opera', path: '/page/1500' }
const commonGroup = '0000000000000001'
/** Filters that no rollup has: matching page views are counted, or estimated from a sample. */
const countedWhenAsked = {
  '/page/3*': { path: '/page/3*' },
  'a visitor': { visitorId: 'visitor-17' },
  'an address of many': { ip: '198.51.100.1' },
  'a fingerprint': { fingerprint: 'fingerprint-1' },
  'an error group': { groupKey: commonGroup },
  'errors but noise': { noise: 'false' },
  'LCP poor': { vital: 'lcp:4000..' },
  'a text': { q: 'shop' },
  'Chrome on Windows': { browser: 'Chrome', os: 'Windows' },
  'Windows on phones (none)': { os: 'Windows', device: 'mobile' },
}
const breakdowns = ['browser', 'os', 'device', 'host', 'path']

/**
 * Returns every question of the dashboard's pages, by name: its address, for a database with this number of page views. Windows are the dashboard's ranges.
 */
export function asked(pageViews: number, now: number): Map<string, string> {
  const questions = new Map<string, string>()
  const ask = (name: string, path: string, query: Record<string, string> = {}) =>
    questions.set(name, `/api${path}?${new URLSearchParams(query)}`)
  const range = (preset: Preset) => readFilters(new URLSearchParams(), preset, now) as Record<string, string>
  const to = new Date(now).toISOString()
  const before = (preset: Preset) => comparedPeriod('before', { from: range(preset)['from'], to })
  const eachFilter = Object.entries(filters).map(([name, value]) => ({ name: value, filter: { [name]: value } }))

  for (const preset of ['1h', '24h', '7d', '30d'] as const) ask(`overview ${preset}`, '/overview', range(preset))
  for (const preset of ['24h', '7d', '30d'] as const)
    ask(`releases that began ${preset}`, '/releases', { ...range(preset), limit: '9' })
  ask('overview all', '/overview', { from: '1970-01-01' })
  for (const preset of ['24h', '7d'] as const) {
    for (const { name, filter } of eachFilter)
      ask(`overview ${preset}, ${name}`, '/overview', { ...range(preset), ...filter })
  }

  for (const preset of ['1h', '24h', '7d', '30d'] as const)
    ask(`LCP ${preset} by path`, '/metrics/lcp', { ...range(preset), breakdown: 'path' })
  ask('LCP all by path', '/metrics/lcp', { breakdown: 'path' })
  for (const metric of ['inp', 'cls', 'fcp', 'ttfb']) {
    ask(`${metric.toUpperCase()} 7d by path`, `/metrics/${metric}`, { ...range('7d'), breakdown: 'path' })
  }
  for (const interval of ['hour', 'week']) {
    ask(`LCP 7d by path, each ${interval}`, '/metrics/lcp', { ...range('7d'), interval, breakdown: 'path' })
  }
  for (const breakdown of breakdowns) {
    ask(`LCP 7d by ${breakdown}`, '/metrics/lcp', { ...range('7d'), breakdown })
    for (const { name, filter } of eachFilter) {
      ask(`LCP 7d by ${breakdown}, ${name}`, '/metrics/lcp', { ...range('7d'), ...filter, breakdown })
    }
  }
  ask('LCP 7 d before by path', '/metrics/lcp', { ...before('7d'), breakdown: 'path' })
  ask('LCP 24h before by path', '/metrics/lcp', { ...before('24h'), breakdown: 'path' })
  for (const { name, filter } of eachFilter) {
    ask(`LCP 7 d before by path, ${name}`, '/metrics/lcp', { ...before('7d'), ...filter, breakdown: 'path' })
  }
  for (const { name, filter } of eachFilter) {
    ask(`LCP 24h by path, ${name}`, '/metrics/lcp', { ...range('24h'), ...filter, breakdown: 'path' })
  }

  for (const preset of ['24h', '7d', '30d'] as const) ask(`referrers ${preset}`, '/referrers', range(preset))
  ask('referrers all', '/referrers', { from: '1970-01-01' })
  for (const { name, filter } of eachFilter) ask(`referrers 7d, ${name}`, '/referrers', { ...range('7d'), ...filter })

  for (const preset of ['24h', '7d', '30d'] as const) {
    ask(`pages ${preset}`, '/pages', range(preset))
    ask(`scripts ${preset}`, '/scripts', range(preset))
  }
  ask('pages 7d, each path', '/pages', { ...range('7d'), group: 'path' })
  ask('pages 7d, Chrome', '/pages', { ...range('7d'), browser: 'Chrome' })

  for (const preset of ['24h', '7d', '30d'] as const) ask(`errors ${preset}`, '/errors', range(preset))
  ask('errors 7d unresolved', '/errors', { ...range('7d'), status: 'unresolved' })
  for (const { name, filter } of eachFilter) ask(`errors 7d, ${name}`, '/errors', { ...range('7d'), ...filter })
  for (const [kind, group] of [
    ['common', commonGroup],
    ['rare', '0000000000000096'],
  ]) {
    ask(`error group, ${kind}, 7d`, `/errors/${group}`, range('7d'))
    ask(`error group, ${kind}, 30d`, `/errors/${group}`, range('30d'))
    ask(`error group, ${kind}, all`, `/errors/${group}`)
  }
  for (const { name, filter } of eachFilter) {
    ask(`error group, common, 7d, ${name}`, `/errors/${commonGroup}`, { ...range('7d'), ...filter })
  }

  for (const [name, value] of Object.entries(rareFilters)) {
    const filter = { [name]: value }
    for (const preset of ['24h', '7d'] as const)
      ask(`overview ${preset}, ${value}`, '/overview', { ...range(preset), ...filter })
    for (const breakdown of ['browser', 'path'])
      ask(`LCP 7d by ${breakdown}, ${value}`, '/metrics/lcp', { ...range('7d'), ...filter, breakdown })
    ask(`referrers 7d, ${value}`, '/referrers', { ...range('7d'), ...filter })
    ask(`errors 7d, ${value}`, '/errors', { ...range('7d'), ...filter })
    for (const preset of ['7d', '30d'] as const)
      ask(`error group, common, ${preset}, ${value}`, `/errors/${commonGroup}`, { ...range(preset), ...filter })
  }

  for (const [name, filter] of Object.entries(countedWhenAsked)) {
    ask(`overview 7d, ${name}`, '/overview', { ...range('7d'), ...filter })
    ask(`LCP 7d by path, ${name}`, '/metrics/lcp', { ...range('7d'), ...filter, breakdown: 'path' })
    ask(`errors 7d, ${name}`, '/errors', { ...range('7d'), ...filter })
    ask(`error group, common, 7d, ${name}`, `/errors/${commonGroup}`, { ...range('7d'), ...filter })
  }

  const lists: Record<string, Record<string, string>> = {
    'no filter': {},
    '6 of 24h': { ...range('24h'), limit: '6' },
    'up to a week ago': { to: new Date(now - 7 * 86_400_000).toISOString() },
    'from 30d': range('30d'),
    Opera: { browser: 'Opera' },
    'no such browser': { browser: 'Netscape' },
    ...Object.fromEntries(eachFilter.map(({ name, filter }) => [name, filter])),
    'without errors': { hasErrors: 'false' },
    'path /page/3*': { path: '/page/3*' },
    'path /none*': { path: '/none*' },
    visitor: { visitorId: 'visitor-17' },
    'address of many': { ip: '198.51.100.1' },
    'address of few': { ip: `203.0.113.${Math.floor(pageViews / 40)}` },
    'no such address': { ip: '192.0.2.1' },
    fingerprint: { fingerprint: 'fingerprint-1' },
    'error group, common': { groupKey: commonGroup },
    'error group, rare': { groupKey: '0000000000000096' },
    'LCP measured': { vital: 'lcp:..' },
    'LCP poor': { vital: 'lcp:4000..' },
    'LCP of a bar': { vital: 'lcp:2500..2600' },
    'LCP 1 in 1,000': { vital: 'lcp:9400..' },
    'LCP 1 in 100,000': { vital: 'lcp:16900..' },
    'LCP never': { vital: 'lcp:900000..' },
    'text, common': { q: 'shop' },
    'text, all': { q: 'example' },
    'text, two letters': { q: 'pa' },
    'text, rare': { q: 'page/1999' },
    'text, error': { q: 'problem number 150' },
    'text, common error': { q: 'problem number 1' },
    'text, nothing': { q: 'xyzzyx' },
    'Chrome on Windows': { browser: 'Chrome', os: 'Windows' },
    'Windows on phones (none)': { os: 'Windows', device: 'mobile' },
    'Windows on phones (none), 7d': { ...range('7d'), os: 'Windows', device: 'mobile' },
  }
  for (const [name, query] of Object.entries(lists)) ask(`list: ${name}`, '/submissions', query)

  for (const name of [
    'no filter',
    'Chrome',
    'Opera',
    'true',
    'visitor',
    'LCP poor',
    'text, common',
    'text, rare',
    '6 of 24h',
  ]) {
    const { limit: _, ...query } = lists[name] ?? {}
    ask(`count: ${name.replace('6 of ', '')}`, '/submissions/count', query)
  }

  ask('submission', `/submissions/${uuidOf(pageViews / 2)}`)
  ask('related', `/submissions/${uuidOf(pageViews / 2)}/related`)
  ask('unusual', `/submissions/${uuidOf(pageViews / 2)}/unusual`)
  ask('fingerprint', '/fingerprints/fingerprint-1')
  for (const preset of ['24h', '7d', '30d'] as const) ask(`fingerprints ${preset}`, '/fingerprints', range(preset))
  ask('fingerprints all', '/fingerprints')
  for (const { name, filter } of eachFilter)
    ask(`fingerprints 7d, ${name}`, '/fingerprints', { ...range('7d'), ...filter })
  ask('fingerprint timeline, visitor', '/fingerprints/timeline', { visitorId: 'visitor-17' })
  ask('fingerprint timeline, hash', '/fingerprints/timeline', { hash: 'fingerprint-1' })
  ask('fingerprint stability', '/fingerprints/stability')

  const combined = { browser: 'Opera', os: 'Linux' }
  ask('combined: Opera on Linux, LCP 30d by path', '/metrics/lcp', { ...range('30d'), ...combined, breakdown: 'path' })
  ask('combined: Opera on Linux, overview 7d', '/overview', { ...range('7d'), ...combined, to })
  ask('combined: Opera on Linux, list', '/submissions', combined)
  ask('count: Windows on phones (none)', '/submissions/count', { os: 'Windows', device: 'mobile' })
  return questions
}
