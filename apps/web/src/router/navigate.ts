import { withBase, withoutBase } from './base-path.ts'
import { rememberScroll } from './scroll-position.ts'
import { searchOf } from './search-of.ts'

/** Event after the router changed the address; `popstate` is the one for going back and forward. */
export const addressChange = 'collector:address-change'

/** Navigates to another address of the dashboard without a reload. */
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

/** Page after signing in without a requested page. */
const landing = '/overview'

/** Returns the path to open after signing in, without the base path. Only an internal path: a link to the sign-in page must not redirect elsewhere. */
export function ownPath(next: string | null | undefined): string {
  if (!next?.startsWith('/')) return withBase(landing)
  // "//host" and "/\host" are other hosts, and URL parsers drop line breaks
  const url = new URL(next, location.origin)
  const isOurs = url.origin === location.origin && url.pathname !== '/sign-in'
  return withBase(isOurs ? `${url.pathname}${url.search}${url.hash}` : landing)
}

/** Returns the address of the sign-in page, which returns to the current address. */
export function signInAddress(): string {
  const here = `${withoutBase(location.pathname) ?? '/'}${location.search}${location.hash}`
  return withBase(`/sign-in?${new URLSearchParams({ next: here })}`)
}

/** Returns the address of a click on an internal link in this window; undefined for clicks that the browser handles. */
export function clickedAddress(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement)
  if (!link?.href || link.target || link.hasAttribute('download') || link.origin !== location.origin) return undefined
  const isSamePage = link.pathname === location.pathname && link.search === location.search
  // the browser handles fragments of the same page
  return isSamePage && link.hash ? undefined : link.href
}
