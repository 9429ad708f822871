import type { Resource } from '@collector/schema'
import { observe } from '../../browser/observe.ts'
import { pick } from '../../browser/pick.ts'
import { scrubUrl } from '../../privacy/scrub-url.ts'
import { roundFields } from '../../round.ts'

/** More than this a page view does not report; the first ones matter most for how it loaded. */
const maxResources = 500

type Entry = PerformanceResourceTiming & {
  renderBlockingStatus?: string
  deliveryType?: string
  responseStatus?: number
}

/**
 * Gathers every resource timing entry as it comes. The browser's own buffer holds 250 and then drops; an observer gets
 * them all. https://www.w3.org/TR/resource-timing/
 *
 * @param isOwn whether a URL is one of our own requests, which are left out
 */
export function observeResources(isOwn: (url: string) => boolean, onResource: (resource: Resource) => void) {
  const resources: Resource[] = []
  const stop = observe('resource', (entry) => {
    if (resources.length >= maxResources || isOwn(entry.name)) return
    const resource = describe(entry as Entry)
    resources.push(resource)
    onResource(resource)
  })
  return { resources, stop }
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
    serverTiming: serverTiming?.length && serverTiming.map((one) => pick(one, 'name', 'duration', 'description')),
  }
  return roundFields({
    name: scrubUrl(entry.name),
    type: entry.initiatorType,
    startTime: entry.startTime,
    duration: entry.duration,
    size: entry.transferSize || 0,
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value)) as Partial<Resource>),
  })
}
