import { parseFilter } from '../filters/read-filter.ts'
import type { Database } from '../storage/database.ts'
import { componentSets } from './component-sets.ts'
import { countValues } from './count-values.ts'
import { latestBrowsers, type SeenBrowser } from './latest-browsers.ts'

/** Counts over the browsers seen last, to compare one browser with. */
export interface Crowd {
  /** Browsers by their browser keys. */
  browsers: ReadonlyMap<string, SeenBrowser>
  /** Device fingerprint -> number of browsers. */
  fingerprints: ReadonlyMap<string, number>
  /** Component -> hash of a value -> number of browsers. */
  components: ReadonlyMap<string, ReadonlyMap<string, number>>
}

const maxAgeMs = 60_000

/**
 * Returns a function that counts the crowd at most once a minute, however many ask: everybody may, and counting reads thousands of
 * rows.
 */
export function cacheCrowd(db: Database): () => Promise<Crowd> {
  let cached: { crowd: Promise<Crowd>; readAt: number } | undefined
  return () => {
    if (cached && Date.now() - cached.readAt < maxAgeMs) return cached.crowd
    const reading = { crowd: readCrowd(db), readAt: Date.now() }
    cached = reading
    reading.crowd.catch(() => {
      if (cached === reading) cached = undefined
    })
    return reading.crowd
  }
}

/** Returns the device fingerprint of a browser; of a client that sends none, the hash of its values. */
export function fingerprintOf({ hash, fingerprintKey }: Pick<SeenBrowser, 'hash' | 'fingerprintKey'>): string {
  return hash ?? fingerprintKey
}

/** Counts the crowd: the browsers seen last. */
export async function readCrowd(db: Database): Promise<Crowd> {
  const { browsers } = await latestBrowsers(db, parseFilter({}))
  const sets = await componentSets(
    db,
    browsers.map(({ fingerprintKey }) => fingerprintKey),
  )
  const sharing = Map.groupBy(browsers, fingerprintOf)
  return {
    browsers: new Map(browsers.map((browser) => [browser.browserKey, browser])),
    fingerprints: new Map([...sharing].map(([fingerprint, { length }]) => [fingerprint, length])),
    components: new Map(
      [...countValues(browsers, sets)].map(([name, values]) => [
        name,
        new Map(values.map(({ valueHash, count }) => [valueHash, count])),
      ]),
    ),
  }
}
