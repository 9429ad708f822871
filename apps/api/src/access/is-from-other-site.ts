import type { FastifyRequest } from 'fastify'

/**
 * Returns whether another site's page caused the request. Browsers report it (Fetch Metadata,
 * https://www.w3.org/TR/fetch-metadata/); older ones, and all over plain http, send at least an Origin with requests
 * that change something. With SameSite=Strict requests of other sites have no cookie, but a page on another port
 * or on a sibling domain counts as the same site.
 */
export function isFromOtherSite(request: FastifyRequest): boolean {
  const { origin, 'sec-fetch-site': fetchSite } = request.headers
  if (fetchSite !== undefined) return fetchSite !== 'same-origin' && fetchSite !== 'none'
  return origin !== undefined && !isOwnOrigin(request, origin)
}

/** Compares without the scheme, which is unknown behind a TLS proxy that is not in TRUST_PROXY. */
export function isOwnOrigin(request: FastifyRequest, origin: string): boolean {
  return URL.parse(origin)?.host === request.host
}
