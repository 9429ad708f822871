import { asAmount, asArray, asObject, asText, isObject } from '../../../api/readers.ts'
import { shortUrl } from '../../../words/url.ts'
import { pageUrl, type ReportData } from '../report-data.ts'

/** One resource as it is shown. Times in ms, sizes in bytes. */
export interface ResourceRow {
  url: string
  /** Without the page's own origin. */
  name: string
  type: string
  startMs?: number
  durationMs?: number
  transferredBytes?: number
  decodedBytes?: number
  protocol?: string
  status?: number
  /** From the browser's cache. */
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
      // left out where it equals the encoded size
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
        // https://www.w3.org/TR/resource-timing/: nothing transferred, yet there is a body
        isCached: asText(resource['delivery']) === 'cache' || (transferredBytes === 0 && (decodedBytes ?? 0) > 0),
        isRenderBlocking: resource['renderBlocking'] === true,
      }
    })
}
