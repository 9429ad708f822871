/** Returns a count of a total with its information in bits. */
export function share(count: number, total: number): { count: number; total: number; bits: number } {
  return { count, total, bits: Number(Math.log2(total / count).toFixed(2)) }
}
