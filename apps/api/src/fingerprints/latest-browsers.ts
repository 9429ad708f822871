import { sql } from 'kysely'
import type { Filter } from '../filters/filter.ts'
import { matches } from '../filters/matches.ts'
import { networkOf } from '../identity/canonical-address.ts'
import type { Database } from '../storage/database.ts'

/** Page views and browsers that are read for an answer, so that it costs the same however many there are. */
const maxPageViews = 20_000
const maxBrowsers = 5000

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
  const { rows } =
    await sql<FingerprintedPageView>`select f.debug_data_id as "debugDataId", f.received_at as "receivedAt",
      f.visitor_id as "visitorId", coalesce(f.fingerprint_key::text, '') as "fingerprintKey", f.fingerprint_hash as hash, d.ip
    from (select * from facts f where f.is_current and (f.fingerprint_key is not null or f.fingerprint_hash is not null) and ${matches(filter)}
      order by f.received_at desc, f.debug_data_id desc limit ${maxPageViews}) f
    left join debug_data d on d.id = f.debug_data_id and f.visitor_id is null
    order by f.received_at desc, f.debug_data_id desc`.execute(db.withoutPlugins())
  const browsers = new Map<string, SeenBrowser>()
  for (const row of rows) {
    const browserKey = browserKeyOf(row)
    const known = browsers.get(browserKey)
    if (known) known.pageViews++
    else if (browsers.size === maxBrowsers) return { browsers: [...browsers.values()], isCut: true }
    else browsers.set(browserKey, { ...row, browserKey, pageViews: 1 })
  }
  return { browsers: [...browsers.values()], isCut: rows.length === maxPageViews }
}

/** Returns the key of the browser of a page view. */
export function browserKeyOf({ visitorId, hash, fingerprintKey, ip, receivedAt }: FingerprintedPageView): string {
  if (visitorId !== null) return `visitor ${visitorId}`
  const network = ip && networkOf(ip, { ipv4: 24, ipv6: 48 })
  return `${hash ?? fingerprintKey} ${network} ${receivedAt.toISOString().slice(0, 10)}`
}
