import { deviceClasses, type Filters, type MetricName } from '@collector/schema'
import { RefusedError } from '../ingest/refused-error.ts'
import type { Database } from '../storage/database.ts'
import { searchTexts } from '../storage/tables/texts.ts'
import { canonicalFilters } from './canonical-filters.ts'
import type { Conditions } from './conditions.ts'

/** @throws RefusedError for a time that is none */
export async function readConditions(
  db: Database,
  { from, to, q, vital, device, ...others }: Filters,
): Promise<Conditions> {
  const window = { from: readTime('from', from), to: readTime('to', to) }
  if (window.from && window.to && window.from > window.to) throw new RefusedError(400, 'from must not be after to')
  return {
    ...canonicalFilters(others),
    ...window,
    device: device === undefined ? undefined : readDevices(device),
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
  // a day that its month does not have would be one of the next month
  const isDay = new Date(`${date}T00:00Z`).getUTCDate() === Number(date.slice(-2))
  // before the common era and beyond what the database can hold there is nothing to ask for
  if (!isDay || Number.isNaN(time.getTime()) || time.getUTCFullYear() < 0) {
    throw new RefusedError(400, `${name} must be an ISO 8601 date and time`)
  }
  return time
}

/** "mobile,tablet" or "!bot"; its shape was checked. */
function readDevices(text: string): NonNullable<Conditions['device']> {
  const listed = text.replace('!', '').split(',')
  return text.startsWith('!') ? ['', ...deviceClasses.filter((name) => !listed.includes(name))] : [...new Set(listed)]
}

/** "lcp:2500..4000"; its shape was checked. */
function readVital(text: string): NonNullable<Conditions['vital']> {
  const [metric, above, upTo] = text.split(/:|\.\./)
  const edge = (value: string | undefined) => (value ? Number(value) : undefined)
  return { metric: metric as MetricName, above: edge(above), upTo: edge(upTo) }
}
