import type { OverviewAnswer } from '@collector/schema'
import type { KnownValues } from '../components/filter-bar.ts'
import { readFilters } from '../format/address-filters.ts'
import { requestJson } from './request.ts'
import { queryText } from './submissions.ts'

/** What the filters can choose from: the most frequent values of the last 30 days. */
export async function knownValues(): Promise<KnownValues> {
  const month = readFilters(new URLSearchParams(), '30d')
  const { browsers, os, hosts, paths } = await requestJson<OverviewAnswer>(`/overview${queryText(month)}`)
  const values = (top: typeof browsers) => top.flatMap(({ value }) => value ?? [])
  return { browser: values(browsers), os: values(os), host: values(hosts), path: values(paths) }
}
