/**
 * Tells whether a host belongs to another site than the page's. Both are compared by their last two labels, three where the
 * last two are a public suffix such as co.uk: as good as a list of all suffixes for who serves a script.
 */
export function isThirdParty(host: string, pageHost: string | null): boolean {
  return pageHost !== null && siteOf(host) !== siteOf(pageHost)
}

const isSuffix = /^(ac|co|com|edu|gov|net|org)\.[a-z]{2}$/

function siteOf(host: string): string {
  const name = host.replace(/:\d+$/, '')
  if (/^[\d.]+$|^\[/.test(name)) return name
  const labels = name.split('.')
  const site = labels.slice(-2).join('.')
  return isSuffix.test(site) ? labels.slice(-3).join('.') : site
}
