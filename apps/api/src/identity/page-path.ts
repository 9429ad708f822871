import { canonicalPath } from './canonical-path.ts'

/**
 * Which page of its host a URL names: its path, and the route in its fragment, if that begins with `/` or `!/`. Queries of both
 * are left out: `/app?a#/users/1?tab=b` is `/app#/users/1`.
 */
export function pagePath({ pathname, hash }: URL): string | null {
  const [route = ''] = /^#!?\/[^?]*/.exec(hash) ?? []
  return pathname === '' ? null : canonicalPath(pathname + route)
}
