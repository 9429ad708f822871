/** The end of an address, without its query: what tells it from others in little room. */
export function shortLabel(url: string, longest = 32): string {
  const path = url.replace(/[?#].*$/s, '')
  const end = path.replace(/\/$/, '').split('/').slice(-2).join('/') || url
  return end.length > longest ? `…${end.slice(1 - longest)}` : end
}
