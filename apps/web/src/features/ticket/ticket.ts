import { metricNames, metrics, rate } from '@collector/schema/catalogue'
import { identifyBrowser } from '@collector/user-agent'
import { asAmount, asArray, asNumber, asObject, asText, isObject } from '../../api/readers.ts'
import { metricQuantity, quantityText } from '../../words/quantity.ts'
import { troublesOf } from '../diagnosis/troubles-of.ts'
import { ratingWord } from '../metrics/rating-words.ts'
import { browserDetails } from '../report/overview/browser-details.ts'
import { statusIndicators } from '../report/overview/status-indicators.ts'
import type { ReportData } from '../report/report-data.ts'

/** A report as people write it into a ticket: about twenty lines. */
export interface Ticket {
  title: string
  /** Address of the submission; absent until it is stored. */
  link?: string | undefined
  /** The visitor's own words. */
  message?: string | undefined
  facts: [name: string, value: string][]
  errors: string[]
}

/** Facts about a submission that are not in it. */
export interface TicketContext {
  /** The number shown to people; absent until it is stored. */
  number?: number | undefined
  link?: string | undefined
  /** Formatted in the reader's time zone. */
  received?: string | undefined
  /** Findings that differ from what is usual. */
  unusual?: readonly string[] | undefined
}

const maxErrors = 5
const maxLength = 300

/** Makes the ticket of a report. Its members may be of any kind. */
export function makeTicket(data: ReportData, { number, link, received, unusual = [] }: TicketContext): Ticket {
  const page = asObject(data['page'])
  const feedback = asObject(page['feedback'])
  const reference = asText(page['reference'])
  const browser = asObject(data['browser'])
  const details = new Map(
    browserDetails(browser, identifyBrowser(browser)).flatMap(({ details }) =>
      details.map(({ label, value }) => [label, value] as const),
    ),
  )
  const { release, environment } = asObject(data['app'])
  const facts: [string, unknown][] = [
    ['Received', received],
    ['Page', page['url']],
    ['Happened on', feedback['url']],
    ['Contact', feedback['contact']],
    ['Release', [release, environment].flatMap((part) => asText(part) ?? []).join(', ')],
    ['User', asObject(data['user'])['id']],
    ['Unusual', unusual.join('; ')],
    ['Browser', details.get('Browser')],
    ['System', [details.get('System'), details.get('Architecture')].filter(Boolean).join(', ')],
    ['Device', details.get('Device')],
    ['Screen', screenText(details)],
    ['Languages', [details.get('Languages'), details.get('Time zone')].filter(Boolean).join(', ')],
    ...statusIndicators(browser).flatMap(({ name, tone, word, detail }): [string, string][] =>
      tone === 'absent' ? [] : [[name, detail ? `${word} (${detail})` : word]],
    ),
    ['Checks', troublesOf(data).join('; ')],
    ['Vitals', vitalsText(data)],
    ['Fingerprint', asObject(data['fingerprints'])['hash']],
    ['User agent', browser['userAgent']],
  ]
  const errors = asArray(data['errors'])
  return {
    title: [number === undefined ? 'Report of a browser' : `Report ${number}`, reference && `for ${reference}`]
      .filter(Boolean)
      .join(' '),
    link,
    message: asText(feedback['message']),
    facts: facts.flatMap(([name, value]): [string, string][] => {
      const text = asText(value)
      return text ? [[name, oneLine(text)]] : []
    }),
    errors: [
      ...errors.slice(0, maxErrors).map(errorText),
      ...(errors.length > maxErrors ? [`${errors.length - maxErrors} more`] : []),
    ],
  }
}

function screenText(details: ReadonlyMap<string, string | undefined>): string {
  const [screen, window, ratio] = ['Screen', 'Window', 'Pixel ratio'].map((name) => details.get(name))
  return [screen, window && `window ${window}`, ratio && `pixel ratio ${ratio}`].filter(Boolean).join(', ')
}

function vitalsText(data: ReportData): string {
  const sent = asObject(asObject(data['performance'])['vitals'])
  return metricNames
    .flatMap((name) => {
      const value = asAmount(asObject(sent[name])['value'])
      if (value === undefined) return []
      const rating = ratingWord[rate(metrics[name], value)].toLowerCase()
      return [`${name.toUpperCase()} ${quantityText(metricQuantity(metrics[name], value))} (${rating})`]
    })
    .join(', ')
}

function errorText(error: unknown): string {
  if (!isObject(error)) return oneLine(asText(error) ?? JSON.stringify(error))
  const name = asText(error['name'])
  const message = asText(error['message']) ?? 'no message'
  const count = asNumber(error['count']) ?? 1
  const place = [error['source'], error['lineno'], error['colno']].filter((part) => part !== undefined && part !== null)
  return oneLine(
    [
      name && !message.startsWith(name) ? `${name}: ${message}` : message,
      count > 1 && `(${count} times)`,
      place.length > 0 && `at ${place.join(':')}`,
    ]
      .filter(Boolean)
      .join(' '),
  )
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line
}
