import { canonicalPath } from './canonical-path.ts'

/**
 * Returns the page that a URL names on its host: its path, and the route in its fragment if that begins with `/` or `!/`, both
 * without queries. `/app?a#/users/1?tab=b` is `/app#/users/1`.
 */
export function pagePath({ pathname, hash }: URL): string | null {
  const [route = ''] = /^#!?\/[^?]*/.exec(hash) ?? []
  return pathname === '' ? null : canonicalPath(pathname + route)
}
