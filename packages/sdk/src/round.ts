/** Tenths of a millisecond: browsers blur what is finer, and each digit costs bytes. Layout shift, below 1, needs more. */
export function round(value: number): number {
  const precision = value < 1 ? 1e4 : 10
  return Math.round(value * precision) / precision
}
