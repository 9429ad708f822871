import type { OverviewAnswer } from '@collector/schema'
import type { KnownValues } from '../components/filter-bar.ts'
import { presets } from '../format/address-filters.ts'
import { requestJson } from './request.ts'

/** What the filters can choose from: the most frequent values of the last 30 days. */
export async function knownValues(): Promise<KnownValues> {
  const from = new Date(Date.now() - presets['30d'].ms).toISOString()
  const { browsers, os, hosts, paths } = await requestJson<OverviewAnswer>(`/overview?${new URLSearchParams({ from })}`)
  const values = (top: typeof browsers) => top.flatMap(({ value }) => value ?? [])
  return { browser: values(browsers), os: values(os), host: values(hosts), path: values(paths) }
}
