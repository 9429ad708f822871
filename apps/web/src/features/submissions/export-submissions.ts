import type { AddressFilters } from '../../address/address-filters.ts'
import { queryText } from '../../api/query-text.ts'
import { ApiError, request } from '../../api/request.ts'

export type ExportFormat = 'ndjson' | 'csv'

/**
 * Returns all matching submissions as a file. Calls back with the number of lines so far.
 *
 * @throws ApiError, or an AbortError when the signal says so
 */
export async function exportSubmissions(
  filters: AddressFilters,
  format: ExportFormat,
  { signal, onLines }: { signal: AbortSignal; onLines: (lines: number) => void },
): Promise<Blob> {
  const { body } = await request(`/export${queryText({ ...filters, format })}`, { signal })
  // blobs, which the browser keeps on disk if they are large
  const pieces: Blob[] = []
  let lines = 0
  const reader = (body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader()
  while (true) {
    const { done, value } = await reader.read().catch(brokenOff)
    if (done) return new Blob(pieces, { type: format === 'csv' ? 'text/csv' : 'application/x-ndjson' })
    pieces.push(new Blob([value]))
    for (const byte of value) if (byte === 10) lines++
    onLines(lines)
  }
}

function brokenOff(error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error
  throw new ApiError('The export was interrupted: the connection was lost or the server stopped.')
}
