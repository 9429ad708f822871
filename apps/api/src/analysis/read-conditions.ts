import type { Filters, MetricName } from '@collector/schema'
import { RefusedError } from '../ingest/refused-error.ts'
import type { Database } from '../storage/database.ts'
import { searchTexts } from '../storage/tables/texts.ts'
import type { Conditions } from './conditions.ts'

/** @throws RefusedError for a time that is none */
export async function readConditions(db: Database, { from, to, q, vital, ...others }: Filters): Promise<Conditions> {
  const window = { from: readTime('from', from), to: readTime('to', to) }
  if (window.from && window.to && window.from > window.to) throw new RefusedError(400, 'from must not be after to')
  return {
    ...others,
    ...window,
    vital: vital === undefined ? undefined : readVital(vital),
    search: q === undefined ? undefined : { q, hashes: await searchTexts(db, q) },
  }
}

function readTime(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const [date = '', rest] = text.split(/[T ]/)
  const [, clock = '', zone = 'Z'] = /^(.*?)(Z|[+-][\d:]+)?$/.exec(rest ?? '00:00') ?? []
  const fullZone = zone.replace(/^([+-]\d{2})$/, '$1:00').replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  const time = new Date(`${date}T${/^\d{2}$/.test(clock) ? `${clock}:00` : clock.replace(',', '.')}${fullZone}`)
  // before the common era and beyond what the database can hold there is nothing to ask for
  if (Number.isNaN(time.getTime()) || time.getUTCFullYear() < 0) {
    throw new RefusedError(400, `${name} must be an ISO 8601 date and time`)
  }
  return time
}

/** "lcp:2500..4000"; its shape was checked. */
function readVital(text: string): NonNullable<Conditions['vital']> {
  const [metric, above, upTo] = text.split(/:|\.\./)
  const edge = (value: string | undefined) => (value ? Number(value) : undefined)
  return { metric: metric as MetricName, above: edge(above), upTo: edge(upTo) }
}
