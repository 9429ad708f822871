import { sql } from 'kysely'
import type { Filter } from '../filters/filter.ts'
import { matches } from '../filters/matches.ts'
import { networkOf } from '../identity/canonical-address.ts'
import { anyOf } from '../storage/any-of.ts'
import type { Database } from '../storage/database.ts'

/** Page views and browsers that are read for an answer, so that it costs the same however many there are. */
const maxPageViews = 20_000
const maxBrowsers = 5000
/** Page views of one query: where few browsers return, the first two pages have enough. */
const pageSize = 2500

/** A browser as its latest page view with a fingerprint saw it. */
export interface SeenBrowser {
  /** Names the browser: see `latestBrowsers`. */
  browserKey: string
  debugDataId: number
  /** Key of its set of component values; empty from clients that send the hash alone. */
  fingerprintKey: string
  /** The device fingerprint; null from clients that send none. */
  hash: string | null
  /** Number of its page views among those that were read. */
  pageViews: number
}

export interface LatestBrowsers {
  browsers: SeenBrowser[]
  /** True if there are more. */
  isCut: boolean
}

/** A page view with a fingerprint. */
export interface FingerprintedPageView {
  debugDataId: number
  receivedAt: Date
  visitorId: string | null
  fingerprintKey: string
  hash: string | null
  /** Read only where no visitor id names the browser. */
  ip: string | null
}

/**
 * Reads the browsers that match, those seen last first. A browser is a visitor id; without one, a fingerprint in a network on a
 * day, so that reloads count once.
 */
export async function latestBrowsers(db: Database, filter: Filter): Promise<LatestBrowsers> {
  const browsers = new Map<string, SeenBrowser>()
  let last: Row | undefined
  for (let read = 0; read < maxPageViews; read += pageSize) {
    const rows = await readPageViews(db, filter, last)
    for (const row of rows) {
      const browserKey = browserKeyOf(row)
      const known = browsers.get(browserKey)
      if (known) known.pageViews++
      else if (browsers.size === maxBrowsers) return { browsers: [...browsers.values()], isCut: true }
      else browsers.set(browserKey, { ...row, browserKey, pageViews: 1 })
    }
    if (rows.length < pageSize) return { browsers: [...browsers.values()], isCut: false }
    last = rows.at(-1)
  }
  return { browsers: [...browsers.values()], isCut: true }
}

type Row = FingerprintedPageView & {
  /** `receivedAt` with the microseconds that a Date lacks. */
  exactTime: string
}

/** Reads the page views with a fingerprint before another, the latest first. */
async function readPageViews(db: Database, filter: Filter, before: Row | undefined): Promise<Row[]> {
  const isBefore = before
    ? sql`(f.received_at, f.debug_data_id) < (${before.exactTime}::timestamptz, ${before.debugDataId}::bigint)`
    : sql`true`
  const { rows } = await sql<Row>`select f.debug_data_id as "debugDataId", f.received_at as "receivedAt",
      f.received_at::text as "exactTime", f.visitor_id as "visitorId", coalesce(f.fingerprint_key::text, '') as "fingerprintKey",
      f.fingerprint_hash as hash, null as ip
    from facts f where f.is_current and (f.fingerprint_key is not null or f.fingerprint_hash is not null) and ${isBefore}
      and ${matches(filter)}
    order by f.received_at desc, f.debug_data_id desc limit ${pageSize}`.execute(db.withoutPlugins())
  const addresses = await addressesOf(
    db,
    rows.filter(({ visitorId }) => visitorId === null).map(({ debugDataId }) => debugDataId),
  )
  return rows.map((row) => ({ ...row, ip: addresses.get(row.debugDataId) ?? null }))
}

async function addressesOf(db: Database, ids: number[]): Promise<Map<number, string | null>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('debugData').select(['id', 'ip']).where('id', '=', anyOf(ids)).execute()
  return new Map(rows.map(({ id, ip }) => [id, ip]))
}

/** Returns the key of the browser of a page view. */
export function browserKeyOf({ visitorId, hash, fingerprintKey, ip, receivedAt }: FingerprintedPageView): string {
  if (visitorId !== null) return `visitor ${visitorId}`
  const network = ip && networkOf(ip, { ipv4: 24, ipv6: 48 })
  return `${hash ?? fingerprintKey} ${network} ${receivedAt.toISOString().slice(0, 10)}`
}
