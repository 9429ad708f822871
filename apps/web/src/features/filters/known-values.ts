import type { Dimension, OverviewAnswer } from '@collector/schema'
import { dimensionInfo, dimensions } from '@collector/schema/catalogue'
import { readFilters } from '../../address/address-filters.ts'
import { queryText } from '../../api/query-text.ts'
import { requestJson } from '../../api/request.ts'
import type { KnownValues } from './filter-fields.ts'

/** Requests the suggestions for the filters: the most frequent values of the last 30 days. */
export async function knownValues(): Promise<KnownValues> {
  const month = readFilters(new URLSearchParams(), '30d')
  const overview = await requestJson<OverviewAnswer>(`/overview${queryText(month)}`)
  const values = (name: Dimension) => overview[dimensionInfo[name].list].flatMap(({ value }) => value ?? [])
  return Object.fromEntries(dimensions.map((name) => [name, values(name)]))
}
