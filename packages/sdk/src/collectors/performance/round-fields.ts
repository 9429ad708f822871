/** Tenths of a millisecond: browsers blur what is finer, and each digit costs bytes. */
export function round(value: number): number {
  return Math.round(value * 10) / 10
}

export function roundFields(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'number' ? round(value) : value]),
  )
}
