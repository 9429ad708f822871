import type { FingerprintAnswer, FingerprintsAnswer } from '@collector/schema'
import { asArray, asObject, asText, type PlainObject } from '../../api/readers.ts'
import type { StoredErrors } from './overview/error-list.ts'

/** The data of a report: one submission, this browser's or a stored one. Its members may be of any kind. */
export type ReportData = PlainObject

/** Properties of every tab of the report. */
export interface ReportView {
  data: ReportData
  /** True while values may still come, so that missing ones are not called unavailable. */
  isCollecting: boolean
  /** True for the report of the browser that shows it. */
  isLive: boolean
  /** True while this browser is still being checked. */
  isChecking: boolean
  /** How rare its fingerprint is among stored ones; absent if unknown. */
  rarity?: FingerprintAnswer | undefined
  /** The fingerprints of all browsers, to compare its protections with; absent if unknown. */
  crowd?: FingerprintsAnswer | undefined
  /** Its errors with their groups and frames, by their places; absent if unknown. */
  storedErrors?: StoredErrors | undefined
}

/** Returns a section that is plain text: rows of the predecessor may hold text that is not JSON. */
export function sectionText(section: unknown): string | undefined {
  return asText(section)
}

export function pageUrl(data: ReportData): string | undefined {
  return asText(asObject(data['page'])['url'])
}

/** Returns whether the browser asks sites not to track it. */
export function asksForPrivacy(browser: PlainObject): boolean {
  return browser['globalPrivacyControl'] === true || isDoNotTrack(browser['doNotTrack'])
}

/** Reads doNotTrack; old Firefox and Internet Explorer have "yes". */
export function isDoNotTrack(value: unknown): boolean {
  return value === '1' || value === 'yes' || value === 1 || value === true
}

/** A fingerprint component: its value or its error. */
export interface ReportComponent {
  name: string
  value: unknown
  error?: string
  durationMs: unknown
  waitedMs: unknown
}

/** Returns every component; for the predecessor's submissions the three it had. */
export function reportComponents(fingerprints: PlainObject): ReportComponent[] {
  const components = Object.entries(asObject(fingerprints['components']))
  if (components.length > 0) {
    return components.map(([name, entry]) => {
      const component = asObject(entry)
      return {
        name,
        value: component === entry ? component['value'] : entry,
        error: asText(component['error']),
        durationMs: component['durationMs'],
        waitedMs: component['waitedMs'],
      }
    })
  }
  return ['canvas', 'fonts', 'webgl'].flatMap((name) =>
    fingerprints[name] === undefined
      ? []
      : [{ name, value: fingerprints[name], durationMs: undefined, waitedMs: undefined }],
  )
}

/** Returns the names of the fonts found. */
export function foundFonts(fingerprints: PlainObject): string[] | undefined {
  const value = fingerprints['fonts'] ?? asObject(asObject(fingerprints['components'])['fonts'])['value']
  return Array.isArray(value) ? asArray(value).flatMap((font) => asText(font) ?? []) : undefined
}
