import type { Filters, FingerprintsAnswer } from '@collector/schema'
import { readFilter } from '../filters/read-filter.ts'
import type { Database } from '../storage/database.ts'
import { type ComponentSet, componentSets } from './component-sets.ts'
import { countValues, entropyOf, type ValueCount } from './count-values.ts'
import { latestBrowsers, type SeenBrowser } from './latest-browsers.ts'
import { type SentValue, sentValues } from './sent-values.ts'

const maxTop = 5
const maxStandOut = 10

/**
 * Answers how the fingerprints of all browsers that match differ.
 *
 * @throws RefusedError for a time that does not exist
 */
export async function answerFingerprints(db: Database, filters: Filters): Promise<FingerprintsAnswer> {
  const { browsers, isCut } = await latestBrowsers(db, await readFilter(db, filters))
  const sets = await componentSets(
    db,
    browsers.map(({ fingerprintKey }) => fingerprintKey),
  )
  const counts = countValues(browsers, sets)
  const top = [...counts.values()].flatMap((values) => values.slice(0, maxTop))
  const sentValue = await sentValues(
    db,
    top.map(({ debugDataId }) => debugDataId),
  )
  return {
    total: browsers.length,
    pageViews: browsers.reduce((sum, { pageViews }) => sum + pageViews, 0),
    components: [...counts]
      .map(([name, values]) => componentOf(name, values, sentValue))
      .toSorted((a, b) => b.entropyBits - a.entropyBits || (a.name < b.name ? -1 : 1)),
    anonymitySets: anonymitySetsOf(browsers),
    standOut: standOut(browsers, sets, counts),
    isEstimate: isCut,
  }
}

function componentOf(name: string, values: readonly ValueCount[], sentValue: SentValue) {
  const counts = values.map(({ count }) => count)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const bits = entropyOf(counts)
  return {
    name,
    total,
    distinct: values.length,
    entropyBits: rounded(bits),
    normalizedEntropy: total > 1 ? rounded(bits / Math.log2(total)) : 0,
    uniqueShare: rounded(counts.filter((count) => count === 1).length / total),
    top: values.slice(0, maxTop).map(({ count, debugDataId }) => ({ value: sentValue(debugDataId, name), count })),
  }
}

function rounded(value: number): number {
  return Number(value.toFixed(4))
}

/** Groups device fingerprints by the number of browsers that share them. */
function anonymitySetsOf(browsers: readonly SeenBrowser[]): FingerprintsAnswer['anonymitySets'] {
  const byHash = Map.groupBy(browsers, ({ hash, fingerprintKey }) => hash ?? fingerprintKey)
  const bySize = Map.groupBy(byHash.values(), (sharing) => sharing.length)
  return [...bySize]
    .map(([size, sharing]) => ({
      size,
      fingerprints: sharing.length,
      pageViews: sharing.flat().reduce((sum, { pageViews }) => sum + pageViews, 0),
    }))
    .toSorted((a, b) => a.size - b.size)
}

/** Finds the browsers with most values that no other has. */
function standOut(
  browsers: readonly SeenBrowser[],
  sets: ReadonlyMap<string, ComponentSet>,
  counts: ReadonlyMap<string, readonly ValueCount[]>,
): FingerprintsAnswer['standOut'] {
  const unique = new Set(
    [...counts].flatMap(([name, values]) =>
      values.length > 1 ? values.filter(({ count }) => count === 1).map(({ valueHash }) => `${name} ${valueHash}`) : [],
    ),
  )
  return browsers
    .flatMap(({ hash, fingerprintKey }) => {
      const uniqueComponents = Object.entries(sets.get(fingerprintKey) ?? {})
        .filter(([name, valueHash]) => unique.has(`${name} ${valueHash}`))
        .map(([name]) => name)
      return hash === null || uniqueComponents.length === 0 ? [] : [{ hash, uniqueComponents }]
    })
    .toSorted((a, b) => b.uniqueComponents.length - a.uniqueComponents.length)
    .slice(0, maxStandOut)
}
