import { withBase, withoutBase } from './base-path.ts'
import { rememberScroll } from './scroll-position.ts'
import { searchOf } from './search-of.ts'

/** Told after the address changed by us; going back and forth is told by `popstate`. */
export const addressChange = 'collector:address-change'

/** Goes to another address of the dashboard without loading it anew. */
export function navigate(href: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', href)
  else {
    rememberScroll()
    history.pushState(null, '', href)
  }
  dispatchEvent(new Event(addressChange))
}

/** Stays on the page, with another query. */
export function navigateToQuery(query: URLSearchParams, options?: { replace?: boolean }): void {
  navigate(`${location.pathname}${searchOf(query)}`, options)
}

/** Where one lands who wanted to be nowhere else. */
const landing = '/overview'

/** Where a sign-in leads back to, which is told without the base path. Only a path of ours: a link to the sign-in page must not lead elsewhere. */
export function ownPath(next: string | null | undefined): string {
  if (!next?.startsWith('/')) return withBase(landing)
  // "//host" and "/\host" are other hosts, and line breaks are left out before an address is read
  const url = new URL(next, location.origin)
  const isOurs = url.origin === location.origin && url.pathname !== '/sign-in'
  return withBase(isOurs ? `${url.pathname}${url.search}${url.hash}` : landing)
}

/** The sign-in page, and then back to where one is now. */
export function signInAddress(): string {
  const here = `${withoutBase(location.pathname) ?? '/'}${location.search}${location.hash}`
  return withBase(`/sign-in?${new URLSearchParams({ next: here })}`)
}

/** The address of a click that asks for a page of ours in this very window. */
export function clickedAddress(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement)
  if (!link?.href || link.target || link.hasAttribute('download') || link.origin !== location.origin) return undefined
  const isSamePage = link.pathname === location.pathname && link.search === location.search
  // an address within the page is the browser's business
  return isSamePage && link.hash ? undefined : link.href
}
