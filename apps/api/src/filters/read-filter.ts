import { type Dimension, deviceClasses, dimensions, type Filters, type MetricName } from '@collector/schema'
import { RefusedError } from '../http-errors.ts'
import { text } from '../ingest/clean.ts'
import { maxReasonLength } from '../ingest/extract-reasons.ts'
import type { Database } from '../storage/database.ts'
import { memberKeys, shownGroupKey } from '../storage/queries/merged-groups.ts'
import { canonicalFilters } from './canonical-filters.ts'
import type { Filter } from './filter.ts'
import { readPathFilters } from './read-path-filters.ts'
import { readTime } from './read-time.ts'
import { searchTexts } from './search-texts.ts'

/**
 * Reads the filters of a request, and looks up the texts that match the search and the groups that are shown as one.
 *
 * @throws RefusedError for a time that does not exist, or a pattern of paths that is too long
 */
export async function readFilter(db: Database, filters: Filters): Promise<Filter> {
  const parsed = parseFilter(filters)
  const { groupKey } = filters
  const groupKeys = groupKey && [await memberKeys(db, await shownGroupKey(db, groupKey))]
  const filter = groupKeys ? { ...parsed, groupKeys } : parsed
  if (filters.q === undefined) return filter
  return { ...filter, search: { q: filters.q, found: await searchTexts(db, filters.q) } }
}

/** Reads the filters of a request. A search text is compared with every stored text, including later ones. */
export function parseFilter({ from, to, q, vital, ...sent }: Filters): Filter {
  const others = canonicalFilters(sent)
  const window = { from: readTime('from', from), to: readTime('to', to) }
  if (window.from && window.to && window.from > window.to) throw new RefusedError(400, 'from must not be after to')
  const values: Filter['values'] = {}
  for (const dimension of dimensions) {
    const text = others[dimension]
    if (text !== undefined && dimension !== 'path') values[dimension] = readValues(dimension, text)
  }
  const {
    path,
    page,
    hasErrors,
    noise,
    own,
    kind,
    visitorId,
    user,
    referrer,
    tag,
    reference,
    ip,
    fingerprint,
    groupKey,
    reason,
  } = others
  const { pathValues, pathPatterns } = readPathFilters({ path, page })
  if (pathValues) values.path = pathValues
  return {
    window,
    values,
    pathPatterns,
    hasErrors,
    noise,
    isOwn: own,
    kind,
    visitorId,
    userId: user,
    referrerHost: referrer,
    tag,
    reference,
    ip,
    fingerprint,
    groupKeys: groupKey === undefined ? undefined : [[groupKey]],
    reason: reason === undefined ? undefined : readReason(reason),
    vital: vital === undefined ? undefined : readVital(vital),
    search: q === undefined ? undefined : { q, found: undefined },
  }
}

function readValues(dimension: Dimension, text: string): string[] {
  return dimension === 'device' ? readDevices(text) : [text]
}

/** Reads "mobile,tablet" or "!bot"; the schema checked its shape. */
function readDevices(text: string): string[] {
  const listed = text.replace('!', '').split(',')
  return text.startsWith('!') ? ['', ...deviceClasses.filter((name) => !listed.includes(name))] : [...new Set(listed)]
}

/** Reads "lcp:main>img"; the schema checked its shape. */
function readReason(sent: string): NonNullable<Filter['reason']> {
  const colon = sent.indexOf(':')
  return { metric: sent.slice(0, colon) as MetricName, target: text(sent.slice(colon + 1), maxReasonLength) ?? '' }
}

/** Reads "lcp:2500..4000"; the schema checked its shape. */
function readVital(text: string): NonNullable<Filter['vital']> {
  const [metric, above, upTo] = text.split(/:|\.\./)
  const edge = (value: string | undefined) => (value ? Number(value) : undefined)
  return { metric: metric as MetricName, above: edge(above), upTo: edge(upTo) }
}
