import type { Resource } from '@collector/schema'
import { observe } from '../../browser/observe.ts'
import { scrubUrl } from '../../privacy/scrub-url.ts'
import { round } from './round-fields.ts'

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

/** Fields that say nothing (empty, zero, false) are left out. */
function describe(entry: Entry): Resource {
  const resource: Resource = {
    name: scrubUrl(entry.name),
    type: entry.initiatorType,
    startTime: round(entry.startTime),
    duration: round(entry.duration),
    size: entry.transferSize || 0,
  }
  if (entry.encodedBodySize) resource.encodedSize = entry.encodedBodySize
  if (entry.decodedBodySize && entry.decodedBodySize !== entry.encodedBodySize) {
    resource.decodedSize = entry.decodedBodySize
  }
  if (entry.nextHopProtocol) resource.protocol = entry.nextHopProtocol
  if (entry.renderBlockingStatus === 'blocking') resource.renderBlocking = true
  if (entry.deliveryType) resource.delivery = entry.deliveryType
  if (entry.responseStatus) resource.status = entry.responseStatus
  if (entry.serverTiming?.length) {
    resource.serverTiming = entry.serverTiming.map(({ name, duration, description }) => ({
      name,
      duration,
      description,
    }))
  }
  return resource
}
