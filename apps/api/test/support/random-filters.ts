import { type Filters, type MetricName, metricNames, metrics } from '@collector/schema'
import type { SeededRandom } from './seeded-random.ts'
import type { SkewedPageView } from './skewed-page-views.ts'

/** Filters of a question, and which page views of its time they let through. */
export interface KnownFilter {
  query: Filters
  matches(view: SkewedPageView): boolean
}

export interface Window {
  from: Date
  to: Date
}

interface Context extends Window {
  groupKeys: Map<string, string>
}

const names = [
  'browser',
  'os',
  'device',
  'host',
  'path',
  'prefix',
  'hasErrors',
  'groupKey',
  'vital',
  'visitorId',
] as const

/** Each filter alone, then random combinations of up to four, half of them in a random part of the time. */
export function randomFilters(
  count: number,
  random: SeededRandom,
  pageViews: readonly SkewedPageView[],
  context: Context,
): (KnownFilter & Window)[] {
  return Array.from({ length: count }, (_, n) => {
    // values of one page view: some match, and frequent values are asked for most
    const view = random.pick(pageViews)
    const chosen = n < names.length ? [names[n] as Name] : someNames(random)
    const parts = chosen.map((name) => filterBy[name](view, random, context))
    return {
      ...(n % 2 === 0 ? { from: context.from, to: context.to } : randomWindow(random, context)),
      query: Object.assign({}, ...parts.map(({ query }) => query)),
      matches: (one) => parts.every(({ matches }) => matches(one)),
    }
  })
}

type Name = (typeof names)[number]

function someNames(random: SeededRandom): Name[] {
  const shuffled = names.map((name) => ({ name, order: random.next() })).toSorted((a, b) => a.order - b.order)
  const chosen = shuffled.slice(0, 1 + random.below(4)).map(({ name }) => name)
  // both are the parameter `path`
  return chosen.includes('path') ? chosen.filter((name) => name !== 'prefix') : chosen
}

function randomWindow(random: SeededRandom, { from, to }: Window): Window {
  const at = () => from.getTime() + random.next() * (to.getTime() - from.getTime())
  const [begin, end] = [at(), at()].toSorted((a, b) => a - b) as [number, number]
  return { from: new Date(Math.floor(begin)), to: new Date(Math.ceil(end)) }
}

type MakeFilter = (view: SkewedPageView, random: SeededRandom, context: Context) => KnownFilter

const equal =
  (name: 'browser' | 'os' | 'device' | 'host' | 'path' | 'visitorId'): MakeFilter =>
  (view) => ({ query: { [name]: view[name] }, matches: (one) => one[name] === view[name] })

const filterBy: Record<Name, MakeFilter> = {
  browser: equal('browser'),
  os: equal('os'),
  device: equal('device'),
  host: equal('host'),
  path: equal('path'),
  visitorId: equal('visitorId'),
  prefix: (view) => {
    const prefix = view.path.slice(0, view.path.indexOf('/', 1) + 2)
    return { query: { path: `${prefix}*` }, matches: (one) => one.path.startsWith(prefix) }
  },
  hasErrors: (view) => {
    const hasErrors = view.errors.length > 0
    return { query: { hasErrors }, matches: (one) => one.errors.length > 0 === hasErrors }
  },
  groupKey: (_, random, { groupKeys }) => {
    const [message, groupKey] = random.pick([...groupKeys])
    return { query: { groupKey }, matches: (one) => one.errors.some((error) => error.message === message) }
  },
  vital: (_, random) => {
    const name = random.pick(metricNames) as MetricName
    const { poor } = metrics[name]
    return { query: { vital: `${name}:${poor}..` }, matches: (one) => (one.vitals[name] ?? 0) > poor }
  },
}
