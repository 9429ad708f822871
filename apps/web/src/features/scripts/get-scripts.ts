import type { ScriptsAnswer } from '@collector/schema'
import type { AddressFilters } from '../../address/address-filters.ts'
import { queryText } from '../../api/query-text.ts'
import { requestJson } from '../../api/request.ts'

export interface ScriptsQuery extends AddressFilters {
  by?: 'script' | undefined
  scriptHost?: string | undefined
  limit?: string
  cursor?: string | undefined
}

/** Requests one page of the scripts, those that cost most first. */
export function getScripts(query: ScriptsQuery, signal: AbortSignal): Promise<ScriptsAnswer> {
  return requestJson(`/scripts${queryText({ ...query })}`, { signal })
}
