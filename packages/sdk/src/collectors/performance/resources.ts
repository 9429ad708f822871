import type { Resource } from '@collector/schema'
import { observe } from '../../browser/observe.ts'
import { pick } from '../../browser/pick.ts'
import { cleanFields } from './clean-fields.ts'

type Entry = PerformanceResourceTiming & {
  renderBlockingStatus?: string
  deliveryType?: string
  responseStatus?: number
}

/** The first request of each URL is kept for the attribution of LCP; beyond this many there hardly is one to come. */
const maxRequests = 500

/**
 * Observes every resource timing entry. The browser's own buffer has room for 250; an observer gets all.
 * https://www.w3.org/TR/resource-timing/
 *
 * @param isOwn whether a URL is one of our own requests, which are left out
 * @returns the first entry of each URL, and what ends it
 */
export function observeResources(
  isOwn: (url: string) => boolean,
  onResource: (resource: Resource, isUnanswered: boolean) => void,
) {
  const requests = new Map<string, PerformanceResourceTiming>()
  const stop = observe('resource', (entry: Entry) => {
    if (isOwn(entry.name)) return
    if (requests.size < maxRequests && !requests.has(entry.name)) requests.set(entry.name, entry)
    // 0 without an answer, and where another origin hides it; some browsers tell none
    onResource(describe(entry), entry.responseStatus === 0)
  })
  return { requests, stop }
}

/** Optional fields that say nothing (empty, zero, false) are left out. */
function describe(entry: Entry): Resource {
  const { encodedBodySize, decodedBodySize, serverTiming } = entry
  const optional = {
    encodedSize: encodedBodySize,
    decodedSize: decodedBodySize !== encodedBodySize && decodedBodySize,
    protocol: entry.nextHopProtocol,
    renderBlocking: entry.renderBlockingStatus === 'blocking',
    delivery: entry.deliveryType,
    status: entry.responseStatus,
    serverTiming:
      serverTiming?.length &&
      serverTiming.map((one) => cleanFields({ ...pick(one, 'name', 'duration', 'description') })),
  }
  return cleanFields({
    name: entry.name,
    type: entry.initiatorType,
    startTime: entry.startTime,
    duration: entry.duration,
    size: entry.transferSize || 0,
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value)) as Partial<Resource>),
  })
}
