import { listen } from './listen.ts'

/**
 * Tells when the page changed its own path or query. Nothing of the page is patched: the Navigation API tells; browsers
 * without it tell of going back and forth only.
 *
 * @returns what ends it
 */
export function observeUrl(current: () => string, onChange: () => void): () => void {
  const check = () => withoutHash(location.href) !== withoutHash(current()) && onChange()
  const { navigation } = window as { navigation?: EventTarget }
  return navigation ? listen(navigation, 'currententrychange', check) : listen(window, 'popstate', check)
}

function withoutHash(url: string): string {
  return url.replace(/#.*/, '')
}
