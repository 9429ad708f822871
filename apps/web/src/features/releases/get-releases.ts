import type { ReleaseGroupsAnswer, ReleaseItem, ReleasesAnswer } from '@collector/schema'
import type { AddressFilters } from '../../address/address-filters.ts'
import { queryText } from '../../api/query-text.ts'
import { requestJson } from '../../api/request.ts'

/** Requests one page of the releases. */
export function getReleases(
  query: AddressFilters & { cursor?: string | undefined },
  signal: AbortSignal,
): Promise<ReleasesAnswer> {
  return requestJson(`/releases${queryText(query)}`, { signal })
}

/** Requests the groups of errors that a release brought, brought back, and ended. */
export function getReleaseGroups(
  { release, environment }: ReleaseItem,
  signal: AbortSignal,
): Promise<ReleaseGroupsAnswer> {
  return requestJson(`/releases/groups${queryText({ release, environment: environment ?? undefined })}`, { signal })
}
