import type { Dimension, ErrorGroupAnswer, OverviewAnswer } from '@collector/schema'
import { dimensionInfo, dimensions } from '@collector/schema/catalogue'

/** A value of a dimension, with its share of the affected and of all page views. */
export interface Trait {
  by: Dimension
  value: string | null
  pageViews: number
  /** Share of the affected page views, 0 to 1. */
  share: number
  /** Share of all page views; undefined if it is not among the most frequent values, and so unknown. */
  shareOfAll: number | undefined
  /** True if it is far more frequent among the affected page views. */
  isTelling: boolean
}

/** Minimum number of affected page views; fewer may be chance. */
export const enoughHit = 3
const telling = 1.5

/** Returns what the affected page views have in common, the most frequent first, by dimension. */
export function commonTraits(
  { pageViews: hit, breakdowns }: Pick<ErrorGroupAnswer, 'pageViews' | 'breakdowns'>,
  overview: OverviewAnswer,
): Record<Dimension, Trait[]> {
  const all = overview.counts.pageViews.current
  const traits = (by: Dimension) =>
    breakdowns[by].map(({ value, pageViews }): Trait => {
      const share = hit === 0 ? 0 : pageViews / hit
      const known = overview[dimensionInfo[by].list].find((top) => top.value === value)
      const shareOfAll = known && all > 0 ? known.pageViews.current / all : undefined
      const isTelling =
        pageViews >= enoughHit && share >= 0.5 && (shareOfAll ?? 1) < 1 && share > (shareOfAll ?? 1) * telling
      return { by, value, pageViews, share, shareOfAll, isTelling }
    })
  return Object.fromEntries(dimensions.map((by) => [by, traits(by)])) as Record<Dimension, Trait[]>
}
