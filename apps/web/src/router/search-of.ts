/** "?a=b", or nothing where there is nothing: an address without a lone question mark. */
export function searchOf(query: URLSearchParams): string {
  return query.size === 0 ? '' : `?${query}`
}
