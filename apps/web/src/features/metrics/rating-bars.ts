import type { MetricAnswer, Rating } from '@collector/schema'
import { type MetricName, metrics, rate } from '@collector/schema/catalogue'

/** One bar of a histogram: measurements above `from`, up to `to`, in the unit of the metric. */
export interface RatingBar {
  from: number
  to: number
  count: number
  rating: Rating
}

export interface RatingBars {
  metric: MetricName
  bars: readonly RatingBar[]
}

const mostBars = 48

/** Returns the bars of an answer with the empty ones restored; outliers at either end become one bar. */
export function ratingBars(metric: MetricName, histogram: MetricAnswer['histogram']): RatingBars {
  const bars: RatingBar[] = []
  for (const { from, to, count } of histogram) {
    const before = bars.at(-1)
    if (before) bars.push(...gap(metric, before.to, from, to / from))
    bars.push({ from, to, count, rating: rate(metrics[metric], to) })
  }
  return { metric, bars: withoutTails(bars) }
}

/** Returns empty bars for a gap, as wide as the next bar on the logarithmic scale. A threshold stays an edge. */
function gap(metric: MetricName, from: number, to: number, ratio: number): RatingBar[] {
  // edges are rounded, and a ratio to zero does not exist
  if (from <= 0 || to <= from * 1.001) return []
  const { good, poor } = metrics[metric]
  const threshold = [good, poor].find((edge) => edge > from * 1.001 && edge < to / 1.001)
  if (threshold !== undefined) return [...gap(metric, from, threshold, ratio), ...gap(metric, threshold, to, ratio)]
  const steps = Math.min(Math.max(1, Math.round(Math.log(to / from) / Math.log(ratio))), mostBars)
  const edge = (step: number) => from * (to / from) ** (step / steps)
  return Array.from({ length: steps }, (_, step) => ({
    from: edge(step),
    to: edge(step + 1),
    count: 0,
    rating: rate(metrics[metric], edge(step + 1) / 1.0001),
  }))
}

/** Merges outliers, because a few distant bars would make all others thin. */
function withoutTails(bars: RatingBar[]): RatingBar[] {
  const rest = [...bars]
  while (rest.length > mostBars) {
    const [first, second] = rest as [RatingBar, RatingBar]
    const [last, beforeLast] = rest.toReversed() as [RatingBar, RatingBar]
    if (last.rating === beforeLast.rating && (last.count <= first.count || first.rating !== second.rating)) {
      rest.splice(-2, 2, { ...beforeLast, to: last.to, count: beforeLast.count + last.count })
    } else if (first.rating === second.rating) {
      rest.splice(0, 2, { ...second, from: first.from, count: first.count + second.count })
    } else break
  }
  return rest
}
