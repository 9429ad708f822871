/** Returns the end of a URL without its query, the part that distinguishes it in a narrow space. */
export function shortLabel(url: string, longest = 32): string {
  const path = url.replace(/[?#].*$/s, '')
  const end = path.replace(/\/$/, '').split('/').slice(-2).join('/') || url
  return end.length > longest ? `…${end.slice(1 - longest)}` : end
}
