import type { FastifyRequest } from 'fastify'

/**
 * Whether a page that is not ours made the browser send this. Browsers say so themselves (Fetch Metadata,
 * https://www.w3.org/TR/fetch-metadata/); older ones, and all of them over plain http, send at least an Origin with what
 * changes something. SameSite=Strict keeps other sites' requests without our cookie, but a page on another port or on a
 * sibling domain counts as the same site.
 */
export function isFromOtherSite(request: FastifyRequest): boolean {
  const { origin, 'sec-fetch-site': fetchSite } = request.headers
  if (fetchSite !== undefined) return fetchSite !== 'same-origin' && fetchSite !== 'none'
  return origin !== undefined && !isOwnOrigin(request, origin)
}

/** The scheme is left out: behind a proxy that ends TLS and is not in TRUST_PROXY it is not known here. */
export function isOwnOrigin(request: FastifyRequest, origin: string): boolean {
  return URL.parse(origin)?.host === request.host
}
