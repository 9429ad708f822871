import type { ErrorEntry } from '@collector/schema'
import { elementAddress } from '../../describe/element-address.ts'

/** Describes an element that failed to load. */
export function failedElement(element: Element): ErrorEntry {
  return failedResource(element.localName, elementAddress(element))
}

/** @param initiator name of the element that asked, as resource timing gives it */
export function failedResource(initiator: string, source: string): ErrorEntry {
  return { type: 'resource', message: `<${initiator}> failed to load`, source }
}

/** @param url loses its query, so that similar requests are one error */
export function failedRequest(url: string, status: number): ErrorEntry {
  const source = url.replace(/[?#].*/, '')
  return { type: 'request', message: `${status} ${source}`, source, status }
}

/**
 * Records a failed resource once, whether the browser reports it by an event, a timing entry or both, in any order.
 * Events miss shadow roots, style sheets and earlier failures; entries hide the status of other origins.
 */
export function createFailureRecorder(record: (error: ErrorEntry) => void) {
  const counts: Record<string, number> = {}
  return (error: ErrorEntry, isEntry = false): void => {
    const count = (counts[`${isEntry}${error.source}`] ?? 0) + 1
    counts[`${isEntry}${error.source}`] = count
    if (count > (counts[`${!isEntry}${error.source}`] ?? 0)) record(error)
  }
}
