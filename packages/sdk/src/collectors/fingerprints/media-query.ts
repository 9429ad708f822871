import type { SignalCollector } from '../../run-collectors.ts'

/**
 * The first value for which a media feature matches: https://drafts.csswg.org/mediaqueries-5/; none where the browser does
 * not know the feature.
 */
export function mediaQuery(feature: string, ...values: string[]): SignalCollector<string | undefined> {
  return { collect: () => values.find((value) => matchMedia(`(${feature}: ${value})`).matches) }
}
