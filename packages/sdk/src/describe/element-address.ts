import { attempt } from '../browser/attempt.ts'
import { scrubUrl } from '../privacy/scrub-url.ts'

/** The URL that an element asked for; empty where there is none. */
export function elementAddress(element: object): string {
  const { currentSrc, src, href, data } = element as Record<string, unknown>
  // `currentSrc` is what the browser chose among `srcset` and `<source>`; an `<object>` has `data`, SVG an object as `href`
  const url = currentSrc || src || (href as SVGImageElement['href'])?.baseVal || href || data
  if (typeof url !== 'string') return ''
  // SVG gives its attribute as it was written
  return scrubUrl(attempt(() => new URL(url, document.baseURI).href) ?? url)
}
