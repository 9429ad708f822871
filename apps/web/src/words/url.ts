/** Shortens a URL: without the origin if it is the page's own. */
export function shortUrl(url: string, pageUrl: string | undefined): string {
  const origin = pageUrl === undefined ? undefined : originOf(pageUrl)
  return origin !== undefined && url.startsWith(`${origin}/`) ? url.slice(origin.length) : url
}

function originOf(url: string): string | undefined {
  try {
    const { origin } = new URL(url)
    return origin === 'null' ? undefined : origin
  } catch {
    return undefined
  }
}
