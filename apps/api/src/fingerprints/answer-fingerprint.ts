import type { FingerprintAnswer } from '@collector/schema'
import { parseFilter } from '../filters/read-filter.ts'
import { identityKey, maxFingerprintLength } from '../identity/identity-key.ts'
import type { Database } from '../storage/database.ts'
import { componentSets } from './component-sets.ts'
import { latestBrowsers, type SeenBrowser } from './latest-browsers.ts'
import { share } from './share.ts'

/** Answers how many browsers share a device fingerprint, of those seen last; undefined if none has it. */
export async function answerFingerprint(db: Database, hash: string): Promise<FingerprintAnswer | undefined> {
  const key = identityKey(hash, maxFingerprintLength)
  const [{ browsers: own }, { browsers: latest }] = await Promise.all([
    latestBrowsers(db, parseFilter({ fingerprint: hash })),
    latestBrowsers(db, parseFilter({})),
  ])
  const [newest] = own
  if (!newest) return undefined
  // it may have been seen before the latest
  const browsers = latest.some((browser) => browser.hash === key) ? latest : [...latest, newest]
  const sets = await componentSets(
    db,
    browsers.map(({ fingerprintKey }) => fingerprintKey),
  )
  const componentsOf = (browser: SeenBrowser) => sets.get(browser.fingerprintKey) ?? {}
  const components = Object.entries(componentsOf(newest)).map(([name, valueHash]) => {
    const having = browsers.map((browser) => componentsOf(browser)[name]).filter((value) => value !== undefined)
    return { name, ...share(having.filter((value) => value === valueHash).length, having.length) }
  })
  return {
    ...share(browsers.filter((browser) => browser.hash === key).length, browsers.length),
    components: components.toSorted((a, b) => b.bits - a.bits || (a.name < b.name ? -1 : 1)),
  }
}
