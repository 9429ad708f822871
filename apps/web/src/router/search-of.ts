/** Returns "?a=b", or "" for an empty query, without a lone question mark. */
export function searchOf(query: URLSearchParams): string {
  return query.size === 0 ? '' : `?${query}`
}
