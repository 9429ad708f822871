import { components, metricNames, metrics, rate } from '@collector/schema/catalogue'
import { identifyBrowser } from '@collector/user-agent'
import {
  asAmount,
  asArray,
  asNumber,
  asObject,
  asText,
  isObject,
  ownMember,
  type PlainObject,
} from '../../api/readers.ts'
import { byteQuantity, durationQuantity, metricQuantity, quantityText } from '../../words/quantity.ts'
import { ratingWord } from '../metrics/rating-words.ts'
import { browserDetails } from '../report/overview/browser-details.ts'
import { resourceRows } from '../report/performance/resource-rows.ts'
import { type ReportData, reportComponents } from '../report/report-data.ts'
import { isSame } from './is-same.ts'
import { leaves } from './leaves.ts'

/** One value of two submissions; undefined on a side without it. */
export interface ComparedRow {
  label: string
  a: unknown
  b: unknown
  isEqual: boolean
}

export interface ComparedSection {
  /** The heading, a question. */
  title: string
  /** Says which values count as equal, if that is not obvious. */
  note?: string
  /** True if values of only one side are folded: a newer SDK collects more. */
  hasDetails?: boolean
  rows: ComparedRow[]
}

type Values = ReadonlyMap<string, unknown>

/** Compares two submissions, whatever they hold, in sections; the most important ones come first. */
export function compareSubmissions(a: ReportData, b: ReportData): ComparedSection[] {
  const pair = (values: (data: ReportData) => Values, areEqual?: (a: unknown, b: unknown) => boolean) =>
    compareValues(values(a), values(b), areEqual)
  // if one side has no performance, as this browser, there is nothing to compare
  const havePerformance = a['performance'] !== undefined && b['performance'] !== undefined
  const vitals = {
    title: 'How did the page perform?',
    note: 'Values with the same rating are equal.',
    hasDetails: true,
    rows: pair(vitalValues, haveSameRating),
  }
  const times = { title: 'Which times and sizes were measured?', hasDetails: true, rows: pair(measuredValues) }
  const resources = {
    title: 'Which resources were loaded?',
    note: 'Equal if both loaded it with the same status; duration and size may differ.',
    rows: pair(resourceValues, haveSameStatus),
  }
  return [
    { title: 'What browser is it?', rows: pair(browserValues) },
    { title: 'What went wrong?', note: 'An error is equal if it occurred in both.', rows: pair(errorValues, inBoth) },
    ...(havePerformance ? [vitals] : []),
    { title: 'What does the fingerprint say?', hasDetails: true, rows: pair(fingerprintValues) },
    { title: 'What else does the browser say?', hasDetails: true, rows: pair((data) => leaves(data['browser'])) },
    { title: 'Which page was it?', hasDetails: true, rows: pair((data) => leaves(data['page'])) },
    ...(havePerformance ? [times, resources] : []),
    { title: 'What else was sent?', hasDetails: true, rows: pair(otherValues) },
  ].filter(({ rows }) => rows.length > 0)
}

function compareValues(a: Values, b: Values, areEqual = isSame): ComparedRow[] {
  return [...new Set([...a.keys(), ...b.keys()])]
    .map((label) => ({ label, a: a.get(label), b: b.get(label) }))
    .filter((row) => row.a !== undefined || row.b !== undefined)
    .map((row) => ({ ...row, isEqual: areEqual(row.a, row.b) }))
}

function browserValues(data: ReportData): Values {
  const { browser } = data
  if (!isObject(browser)) return section('Browser', browser)
  const details = browserDetails(browser, identifyBrowser(browser)).flatMap(({ details }) => details)
  return new Map(details.map(({ label, value }) => [label, value]))
}

/** Returns a section that is no object as one value: the predecessor's rows may hold text. */
function section(label: string, value: unknown): Values {
  return value === undefined ? new Map() : new Map([[label, value]])
}

function errorValues(data: ReportData): Values {
  const counts = new Map<string, number>()
  for (const entry of asArray(data['errors'])) {
    const error = asObject(entry)
    const text = [asText(error['name']), asText(error['message']) ?? 'no message'].filter(Boolean).join(': ')
    counts.set(text, (counts.get(text) ?? 0) + (asAmount(error['count']) ?? 1))
  }
  return new Map([...counts].map(([text, count]) => [text, count === 1 ? 'occurred' : `occurred ${count} times`]))
}

function inBoth(a: unknown, b: unknown): boolean {
  return a !== undefined && b !== undefined
}

function vitalValues(data: ReportData): Values {
  const sent = asObject(asObject(data['performance'])['vitals'])
  return new Map(
    metricNames.map((name) => {
      const value = asAmount(asObject(sent[name])['value'])
      const text = (known: number) =>
        `${quantityText(metricQuantity(metrics[name], known))}, ${ratingWord[rate(metrics[name], known)]}`
      return [`${metrics[name].label} (${name.toUpperCase()})`, value === undefined ? undefined : text(value)]
    }),
  )
}

function haveSameRating(a: unknown, b: unknown): boolean {
  const ratingOf = (text: unknown) => asText(text)?.split(', ')[1]
  return ratingOf(a) === ratingOf(b)
}

function resourceValues(data: ReportData): Values {
  return new Map(
    resourceRows(data).map(({ name, status, durationMs, transferredBytes }) => [
      name,
      [
        status === undefined ? 'loaded' : `status ${status}`,
        durationMs === undefined ? undefined : quantityText(durationQuantity(durationMs)),
        transferredBytes === undefined ? undefined : quantityText(byteQuantity(transferredBytes)),
      ]
        .filter(Boolean)
        .join(', '),
    ]),
  )
}

function haveSameStatus(a: unknown, b: unknown): boolean {
  const statusOf = (text: unknown) => asText(text)?.split(', ')[0]
  return statusOf(a) === statusOf(b)
}

function fingerprintValues({ fingerprints }: ReportData): Values {
  if (!isObject(fingerprints)) return section('Fingerprint', fingerprints)
  const known = reportComponents(fingerprints).flatMap(({ name, value, error }): [string, unknown][] => {
    const label = ownMember<{ label: string }>(components, name)?.label ?? name.slice(0, 80)
    if (error !== undefined) return [[label, `not available: ${error}`]]
    return isObject(value) ? [...leaves({ [label]: value })] : [[label, value]]
  })
  const hash = asText(fingerprints['hash'])
  if (hash === undefined) return new Map(known)
  // hashes of different versions differ on the same device
  const version = asNumber(fingerprints['hashVersion']) ?? 1
  return new Map([['Device fingerprint', `${hash} (version ${version})`], ...known])
}

const shownElsewhere = ['vitals', 'resources', 'longAnimationFrames']

function measuredValues({ performance }: ReportData): Values {
  if (!isObject(performance)) return section('Performance', performance)
  return new Map([...leaves(without(performance, shownElsewhere))].map(([path, value]) => [path, rounded(value)]))
}

function rounded(value: unknown): unknown {
  const number = asNumber(value)
  return number === undefined ? value : Number(number.toFixed(1))
}

// the checks measure the moment, and only the page / makes them
const sections = ['submissionId', 'page', 'browser', 'performance', 'fingerprints', 'errors', 'diagnosis']

function otherValues(data: ReportData): Values {
  return leaves(without(data, sections))
}

function without(object: PlainObject, names: readonly string[]): PlainObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))
}
