/** Query parameters of a request; every value is text, as in the address. */
export type Query = Record<string, string | undefined>

/** Returns "?a=b" of the parameters that have a value. */
export function queryText(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

/** Adds a start to a query without one: these routes default to the last day, the dashboard to everything. */
export function fromTheStart(query: Query): Query {
  return { from: '1970-01-01', ...query }
}
