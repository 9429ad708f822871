import type { UnusualAnswer, UnusualItem } from '@collector/schema'
import { minComparedBrowsers } from '@collector/schema/catalogue'
import type { BrowserValues } from './browser-values.ts'

/** Share of the working browsers that makes a value the typical one. */
const typicalShare = 0.5
/** Largest share of the working browsers that an unusual value has. */
const unusualShare = 0.2
/** Browsers with errors that must have a value before it is suspected. */
const minFailing = 5
/** How many times more frequent a suspected value is among browsers with errors than among working ones. */
const failingRatio = 4
/** Share of the working browsers that have a later version than an outdated one. */
const laterShare = 0.8
/** Major versions behind; browsers of one version a year have small numbers. */
const versionsBehind = { monthly: 3, yearly: 2 }
const firstMonthly = 60

const maxItems = 60
/** Characters of a value that is shown; hashes of pictures and lists of fonts are longer. */
const maxValueLength = 4000

/** Finds the values of a browser that are unusual among working ones, most unusual first. */
export function findUnusual(
  own: BrowserValues,
  working: readonly BrowserValues[],
  failing: readonly BrowserValues[],
): UnusualItem[] {
  if (working.length < minComparedBrowsers) return []
  const items = [...own].flatMap(([field, value]): UnusualItem[] => {
    const counts = countValues(working, field)
    const browsers = sum(counts)
    const [typical, typicalBrowsers] = mostFrequent(counts)
    if (typical === undefined || browsers < minComparedBrowsers || value === typical) return []
    const sameBrowsers = counts.get(value) ?? 0
    const isMostlyFailing = isSuspected(sameBrowsers / browsers, countValues(failing, field), value)
    const isUnusual = typicalBrowsers / browsers >= typicalShare && sameBrowsers / browsers <= unusualShare
    if (!isUnusual && !isMostlyFailing) return []
    return [
      {
        field,
        value: shown(value),
        typical: shown(typical),
        browsers,
        sameBrowsers,
        typicalBrowsers,
        isMostlyFailing,
      },
    ]
  })
  return withoutRepeated(items.toSorted((a, b) => rarity(b) - rarity(a))).slice(0, maxItems)
}

/** Returns the major versions if most working browsers have a much later one. */
export function findOutdated(own: BrowserValues, working: readonly BrowserValues[]): UnusualAnswer['outdated'] {
  const version = Number(own.get('version'))
  const versions = working.flatMap((values) => values.get('version') ?? []).map(Number)
  const later = versions.filter((each) => each > version).sort((a, b) => a - b)
  if (versions.length < minComparedBrowsers || later.length / versions.length < laterShare) return null
  const usual = later[Math.floor(later.length / 2)] ?? version
  const behind = usual >= firstMonthly ? versionsBehind.monthly : versionsBehind.yearly
  return usual - version >= behind ? { version, usual } : null
}

function countValues(browsers: readonly BrowserValues[], field: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const values of browsers) {
    const value = values.get(field)
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

function mostFrequent(counts: ReadonlyMap<string, number>): [value: string | undefined, count: number] {
  let found: [string | undefined, number] = [undefined, 0]
  for (const entry of counts) if (entry[1] > found[1]) found = entry
  return found
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((all, count) => all + count, 0)
}

/** Returns whether a value is much more frequent among browsers with errors. */
function isSuspected(workingShare: number, failing: ReadonlyMap<string, number>, value: string): boolean {
  const count = failing.get(value) ?? 0
  return count >= minFailing && count / sum(failing) >= workingShare * failingRatio
}

/** Bits by which the typical value is more probable than the own one; a suspected value comes first. */
function rarity({ sameBrowsers, typicalBrowsers, isMostlyFailing }: UnusualItem): number {
  return Math.log2((typicalBrowsers + 1) / (sameBrowsers + 1)) + (isMostlyFailing ? 100 : 0)
}

/** Leaves out an item that says the same as one before: "2560x1440" and [2560,1440], whatever its field is called. */
function withoutRepeated(items: UnusualItem[]): UnusualItem[] {
  const said = new Set<string>()
  return items.filter(({ value, typical }) => {
    const words = [value, typical].map((each) => (JSON.stringify(each) ?? '').match(/\d+|[a-z]{2,}/gi)?.join(' '))
    // yes and no say nothing without their field
    if (words.join().length < 12) return true
    const isNew = !said.has(words.join())
    said.add(words.join())
    return isNew
  })
}

function shown(json: string): unknown {
  return json.length > maxValueLength ? `${json.slice(0, maxValueLength)}…` : JSON.parse(json)
}
