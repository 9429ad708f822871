import type { SourceMapsAnswer } from '@collector/schema'
import { queryText } from '../../api/query-text.ts'
import { request, requestJson } from '../../api/request.ts'

/** Requests one page of source maps, latest upload first. */
export function listSourceMaps(cursor: string | undefined, signal: AbortSignal): Promise<SourceMapsAnswer> {
  return requestJson(`/source-maps${queryText({ limit: '100', cursor })}`, { signal })
}

export async function deleteSourceMap(id: string): Promise<void> {
  await request(`/source-maps/${encodeURIComponent(id)}`, { method: 'DELETE' })
}
