import type { ComponentSet } from './component-sets.ts'
import type { SeenBrowser } from './latest-browsers.ts'

/** The browsers with one value of a component. */
export interface ValueCount {
  valueHash: string
  count: number
  /** A submission that sent the value. */
  debugDataId: number
}

/** Counts, per component, the browsers with each value; most frequent first. */
export function countValues(
  browsers: readonly SeenBrowser[],
  sets: ReadonlyMap<string, ComponentSet>,
): Map<string, ValueCount[]> {
  const counts = new Map<string, Map<string, ValueCount>>()
  for (const { fingerprintKey, debugDataId } of browsers) {
    for (const [component, valueHash] of Object.entries(sets.get(fingerprintKey) ?? {})) {
      const ofComponent = counts.get(component) ?? new Map<string, ValueCount>()
      counts.set(component, ofComponent)
      const known = ofComponent.get(valueHash)
      if (known) known.count++
      else ofComponent.set(valueHash, { valueHash, count: 1, debugDataId })
    }
  }
  return new Map(
    [...counts].map(([component, values]) => [component, [...values.values()].toSorted((a, b) => b.count - a.count)]),
  )
}

/** Returns the Shannon entropy of values that so many browsers have, in bits. */
export function entropyOf(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.reduce((bits, count) => bits + (count / total) * Math.log2(total / count), 0)
}
