import type { ReasonsAnswer } from '@collector/schema'
import type { MetricName } from '@collector/schema/catalogue'
import { type Query, queryText } from './query-text.ts'
import { requestJson } from './request.ts'

/** Requests why a metric is what it is. */
export function getReasons(metric: MetricName, filters: Query, signal: AbortSignal): Promise<ReasonsAnswer> {
  return requestJson(`/metrics/${metric}/reasons${queryText(filters)}`, { signal })
}
