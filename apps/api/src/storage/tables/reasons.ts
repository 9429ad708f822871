import { type MetricName, metricNames, metrics } from '@collector/schema/catalogue'
import { insertRows } from '../insert-rows.ts'
import type { Sharded } from './sharded-tables.ts'

/** Every distinct reason of a vital, once: facts refer to it by its key. */
export interface ReasonsTable {
  /** Hash of everything else. */
  reasonKey: string
  metric: MetricName
  /** CSS selector of the element. */
  target: string | null
  /** Address of the element's image. */
  url: string | null
  /** pointer or keyboard, of an interaction. */
  eventType: string | null
  /** null: its request is unknown. */
  isPreloaded: boolean | null
  /** The script that ran longest in the frame of an interaction. */
  scriptHost: string | null
  scriptPath: string | null
  scriptFunction: string | null
  /** True if that script is of another site than the page. */
  isThirdParty: boolean | null
}

export const insertReasons = insertRows<Sharded<ReasonsTable>>({
  table: 'reasons',
  shard: (row) => row.shard,
  columns: {
    reason_key: (row) => row.reasonKey,
    is_preloaded: (row) => row.isPreloaded,
    is_third_party: (row) => row.isThirdParty,
    metric: (row) => row.metric,
    target: (row) => row.target,
    url: (row) => row.url,
    event_type: (row) => row.eventType,
    script_host: (row) => row.scriptHost,
    script_path: (row) => row.scriptPath,
    script_function: (row) => row.scriptFunction,
  },
  suffix: 'on conflict do nothing',
})

/** The columns of facts that refer to reasons. */
export const reasonColumns = metricNames.flatMap((name) => metrics[name].element?.column ?? [])

/** The columns of facts that hold phases. */
export const phaseColumns = metricNames.flatMap((name) => metrics[name].phases.map(({ column }) => column))
