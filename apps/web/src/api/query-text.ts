/** What a question is asked with: everything text, as in the address. */
export type Query = Record<string, string | undefined>

/** "?a=b" of what is given. */
export function queryText(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

/** Without a start these questions mean the last day; the dashboard means all. */
export function fromTheStart(query: Query): Query {
  return { from: '1970-01-01', ...query }
}
