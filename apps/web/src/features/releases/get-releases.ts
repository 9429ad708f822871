import type { ReleaseGroupsAnswer, ReleaseItem, ReleasesAnswer } from '@collector/schema'
import type { AddressFilters } from '../../address/address-filters.ts'
import { queryText } from '../../api/query-text.ts'
import { requestJson } from '../../api/request.ts'
import { listErrorGroups } from '../errors/requests.ts'

/** Requests one page of the releases. */
export function getReleases(
  query: AddressFilters & { cursor?: string | undefined },
  signal: AbortSignal,
): Promise<ReleasesAnswer> {
  return requestJson(`/releases${queryText(query)}`, { signal })
}

/** The errors of a release, compared with the one before it. */
export interface ReleaseErrors {
  item: ReleaseItem
  groups: ReleaseGroupsAnswer
  /** Page views of the release by groups of errors, of at most 200 groups. */
  pageViews: ReadonlyMap<string, number>
  /** The same of the release before. */
  pageViewsBefore: ReadonlyMap<string, number>
}

/** Requests the groups of errors that a release brought, brought back, and ended, and counts those that match the filters. */
export async function getReleaseErrors(
  item: ReleaseItem,
  filters: AddressFilters,
  signal: AbortSignal,
): Promise<ReleaseErrors> {
  const environment = item.environment ?? undefined
  const countsOf = async (release: string) => {
    const query = { ...filters, release, environment, noise: 'false', limit: '200' }
    const { items } = await listErrorGroups(query, signal)
    return new Map(items.map(({ groupKey, pageViews }) => [groupKey, pageViews]))
  }
  const path = `/releases/groups${queryText({ release: item.release, environment })}`
  const [groups, pageViews] = await Promise.all([
    requestJson<ReleaseGroupsAnswer>(path, { signal }),
    countsOf(item.release),
  ])
  const pageViewsBefore = groups.previous === null ? new Map() : await countsOf(groups.previous)
  return { item, groups, pageViews, pageViewsBefore }
}
