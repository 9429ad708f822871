/** Compares by code unit, null last: the same order everywhere. */
export function compare(a: string | null, b: string | null): number {
  if (a === b) return 0
  return b === null || (a !== null && a < b) ? -1 : 1
}
