/** A percentile of values, interpolated between the two nearest; `share` from 0 to 1. */
export function exactPercentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = share * (sorted.length - 1)
  const low = sorted[Math.floor(rank)] as number
  return low + ((sorted[Math.ceil(rank)] as number) - low) * (rank - Math.floor(rank))
}
