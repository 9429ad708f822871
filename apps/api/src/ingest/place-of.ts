import { canonicalHost } from '../identity/canonical-host.ts'
import { pagePath } from '../identity/page-path.ts'
import { memoize } from './memoize.ts'

export interface Place {
  host: string | null
  path: string | null
}

/** Returns where something is: `https://shop.example:8080/a?b` gives `shop.example:8080` and `/a`. */
export const placeOf = memoize(
  (url): Place => {
    const parsed = URL.parse(url)
    return {
      host: parsed?.host ? canonicalHost(parsed.host) : null,
      path: parsed && pagePath(parsed),
    }
  },
  { maxKnown: 5000, maxLength: 256 },
)
