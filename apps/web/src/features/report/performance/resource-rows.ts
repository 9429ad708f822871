import { asAmount, asArray, asObject, asText, isObject } from '../../../api/readers.ts'
import { shortUrl } from '../../../words/url.ts'
import { pageUrl, type ReportData } from '../report-data.ts'

/** One row of the table of resources. Times in ms, sizes in bytes. */
export interface ResourceRow {
  url: string
  /** URL without the page's own origin. */
  name: string
  type: string
  startMs?: number
  durationMs?: number
  transferredBytes?: number
  decodedBytes?: number
  protocol?: string
  status?: number
  /** True if it came from the browser's cache. */
  isCached: boolean
  isRenderBlocking: boolean
}

export function resourceRows(data: ReportData): ResourceRow[] {
  const base = pageUrl(data)
  return asArray(asObject(data['performance'])['resources'])
    .filter(isObject)
    .map((resource) => {
      const url = asText(resource['name']) ?? 'no address'
      const transferredBytes = asAmount(resource['size'])
      // the SDK omits it if it equals the encoded size
      const decodedBytes = asAmount(resource['decodedSize']) ?? asAmount(resource['encodedSize'])
      return {
        url,
        name: shortUrl(url, base),
        type: asText(resource['type']) ?? 'unknown',
        startMs: asAmount(resource['startTime']),
        durationMs: asAmount(resource['duration']),
        transferredBytes,
        decodedBytes,
        protocol: asText(resource['protocol']),
        status: asAmount(resource['status']),
        // https://www.w3.org/TR/resource-timing/: a body without transferred bytes came from the cache
        isCached: asText(resource['delivery']) === 'cache' || (transferredBytes === 0 && (decodedBytes ?? 0) > 0),
        isRenderBlocking: resource['renderBlocking'] === true,
      }
    })
}
