/** Tenths of a millisecond: browsers blur what is finer, and each digit costs bytes. Layout shift, below 1, needs more. */
export function round(value: number): number {
  const precision = value < 1 ? 1e4 : 10
  return Math.round(value * precision) / precision
}

/** Rounds the fields of an object in place, but leaves those that are computed. */
export function roundFields<Fields extends object>(fields: Fields): Fields {
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(fields))) {
    if (typeof value === 'number') Object.assign(fields, { [name]: round(value) })
  }
  return fields
}
