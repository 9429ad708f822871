import type { UnusualAnswer, UnusualItem } from '@collector/schema'
import { asObject } from '../../api/readers.ts'
import { formatNumber } from '../../words/quantity.ts'
import type { ReportData } from '../report/report-data.ts'
import { fieldLabel } from './field-label.ts'

/** Largest share of the working browsers, estimated with caution for few, that makes a value worth a word at the top of a report. */
const rareShare = 0.1
const maxRare = 3
const maxFailing = 2
const maxValueLength = 40
/** Fields that have a finding of their own. */
const saidOtherwise = ['version', 'browser.cookiesEnabled', 'fingerprints.cookies']

/** Returns in words what stands out in a report, most important first; empty if nothing does. */
export function unusualWords(data: ReportData, answer: UnusualAnswer | undefined): string[] {
  const { browser, outdated, items = [] } = answer ?? {}
  const others = items.filter(({ field }) => !saidOtherwise.includes(field))
  const failing = others.filter(({ isMostlyFailing }) => isMostlyFailing)
  const rare = others.filter(
    ({ isMostlyFailing, sameBrowsers, browsers }) =>
      !isMostlyFailing && (sameBrowsers + 1) / (browsers + 2) <= rareShare,
  )
  return [
    ...(outdated
      ? [`${browser ?? 'the browser'} ${outdated.version} is out of date, most have ${outdated.usual}`]
      : []),
    ...(asObject(data['browser'])['cookiesEnabled'] === false ? ['cookies are blocked'] : []),
    ...failing.slice(0, maxFailing).map((item) => `${itemWords(item)} (mostly with errors)`),
    ...rare.slice(0, maxRare).map((item) => `${itemWords(item)} (${shareWords(item.sameBrowsers, item.browsers)})`),
  ]
}

/** Returns "40 of 41 others". */
export function shareWords(count: number, all: number): string {
  return `${count === 0 ? 'none' : formatNumber(count)} of ${formatNumber(all)} others`
}

/** Returns the browsers that were compared: "41 working Chrome browsers on Windows". */
export function kindWords({ browsers, browser, os }: UnusualAnswer): string {
  const kind = [browser ?? 'unknown', browsers === 1 ? 'browser' : 'browsers', os && `on ${os}`].filter(Boolean)
  return `${formatNumber(browsers)} working ${kind.join(' ')}`
}

function itemWords({ field, value }: UnusualItem): string {
  const label = fieldLabel(field)
  const text = valueText(value)
  return text === undefined ? `an unusual value of “${label}”` : `${label}: ${text}`
}

/** Returns a value that is short enough for a sentence. */
function valueText(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (value === null) return 'not available'
  const isList = Array.isArray(value) && value.every((each) => typeof each !== 'object')
  const text = isList ? value.join(', ') : typeof value === 'object' ? undefined : String(value)
  return text !== undefined && text.length <= maxValueLength ? text : undefined
}
