import { RefusedError } from '../http-errors.ts'

/**
 * Reads an ISO 8601 date and time, UTC unless a zone is given; the schema checked its shape.
 *
 * @param name the parameter, for the message
 * @throws RefusedError for a time that does not exist
 */
export function readTime(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const [date = '', rest] = text.split(/[T ]/)
  const [, clock = '', zone = 'Z'] = /^(.*?)(Z|[+-][\d:]+)?$/.exec(rest ?? '00:00') ?? []
  const fullZone = zone.replace(/^([+-]\d{2})$/, '$1:00').replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  const time = new Date(`${date}T${/^\d{2}$/.test(clock) ? `${clock}:00` : clock.replace(',', '.')}${fullZone}`)
  // a day that its month does not have would be one of the next month
  const isDay = new Date(`${date}T00:00Z`).getUTCDate() === Number(date.slice(-2))
  // the database holds no time before the common era
  if (!isDay || Number.isNaN(time.getTime()) || time.getUTCFullYear() < 0) {
    throw new RefusedError(400, `${name} must be an ISO 8601 date and time`)
  }
  return time
}
