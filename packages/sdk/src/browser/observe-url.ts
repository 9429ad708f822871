import { listen } from './listen.ts'
import { pageUrl } from './page-url.ts'

/**
 * Reports when the page changes its own URL, and whether that is a new page view. Nothing of the page is patched: the
 * Navigation API reports the changes; without it only going back and forward is noticed.
 *
 * @param current the URL before
 * @param hasHashRoutes whether a hash that names a route makes a page
 * @returns a function that stops it
 */
export function observeUrl(
  current: () => string,
  hasHashRoutes: boolean | undefined,
  onChange: (isOtherPage: boolean) => void,
): () => void {
  const check = ({ navigationType }: { navigationType?: string | null }) => {
    // a replaced query is state: the position of a map, a filter, removed campaign parameters
    const isReplaced = navigationType === 'replace'
    const [path, route] = partsOf(pageUrl(), isReplaced)
    const [pathBefore, routeBefore] = partsOf(current(), isReplaced)
    const isOtherRoute = hasHashRoutes && route !== undefined && route !== routeBefore
    const isOtherPage = path !== pathBefore || Boolean(isOtherRoute)
    if (isOtherPage || isReplaced) onChange(isOtherPage)
  }
  const { navigation } = window as { navigation?: EventTarget }
  return navigation ? listen(navigation, 'currententrychange', check) : listen(window, 'popstate', check)
}

/** Returns the parts of a URL that identify the page: path and query, and the route in the hash, undefined for a hash that names an element. */
function partsOf(url: string, isWithoutQuery: boolean): [path: string, route: string | undefined] {
  const [, path = '', hash = ''] = /^([^#]*)(.*)/.exec(url) ?? []
  const part = (text: string) => (isWithoutQuery ? text.replace(/\?.*/, '') : text)
  // routers write the first route into the hash, which was empty
  return [part(path), /^(#!?\/|#?$)/.test(hash) ? part(hash.replace(/^#(!?\/)?(?=\?|$)/, '')) : undefined]
}
