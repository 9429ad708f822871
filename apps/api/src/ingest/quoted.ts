const maxQuoted = 100

/** Quotes the value of a header in a message; "missing" for none. */
export function quoted(value: string | undefined): string {
  return value === undefined ? 'missing' : `"${value.slice(0, maxQuoted)}"`
}
