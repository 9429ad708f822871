import type { Dimension, OverviewAnswer } from '@collector/schema'
import { dimensionInfo, dimensions } from '@collector/schema/catalogue'
import type { KnownValues } from '../components/filter-bar.ts'
import { readFilters } from '../format/address-filters.ts'
import { requestJson } from './request.ts'
import { queryText } from './submissions.ts'

/** Requests the suggestions for the filters: the most frequent values of the last 30 days. */
export async function knownValues(): Promise<KnownValues> {
  const month = readFilters(new URLSearchParams(), '30d')
  const overview = await requestJson<OverviewAnswer>(`/overview${queryText(month)}`)
  const values = (name: Dimension) => overview[dimensionInfo[name].list].flatMap(({ value }) => value ?? [])
  return Object.fromEntries(dimensions.map((name) => [name, values(name)]))
}
