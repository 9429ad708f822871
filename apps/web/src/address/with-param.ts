/** Returns the query with one parameter changed; null removes it. */
export function withParam(query: URLSearchParams, name: string, value: string | null): URLSearchParams {
  const changed = new URLSearchParams(query)
  if (value === null) changed.delete(name)
  else changed.set(name, value)
  return changed
}
