import type { FingerprintAnswer } from '@collector/schema'
import { asArray, asObject, asText, type PlainObject } from '../../api/readers.ts'

/** The data of a report: one submission, this browser's or a stored one. Its members may be of any kind. */
export type ReportData = PlainObject

/** Properties of every tab of the report. */
export interface ReportView {
  data: ReportData
  /** Values may still come: what is missing is not called unavailable. */
  isCollecting: boolean
  /** It is the report of the browser that shows it. */
  isLive: boolean
  /** How rare its fingerprint is among those stored; absent where nobody asked, or it is not known. */
  rarity?: FingerprintAnswer | undefined
}

/** Rows of the predecessor may hold a section as text that is no JSON. */
export function sectionText(section: unknown): string | undefined {
  return asText(section)
}

export function pageUrl(data: ReportData): string | undefined {
  return asText(asObject(data['page'])['url'])
}

/** Set: this browser asks sites not to track it. */
export function asksForPrivacy(browser: PlainObject): boolean {
  return browser['globalPrivacyControl'] === true || isDoNotTrack(browser['doNotTrack'])
}

/** "yes" is what old Firefox and Internet Explorer said. */
export function isDoNotTrack(value: unknown): boolean {
  return value === '1' || value === 'yes' || value === 1 || value === true
}

/** A fingerprint component: its value, or why there is none. */
export interface ReportComponent {
  name: string
  value: unknown
  error?: string
  durationMs: unknown
  waitedMs: unknown
}

/** Every component; of the predecessor's submissions the three it had. */
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

/** Names of the fonts found. */
export function foundFonts(fingerprints: PlainObject): string[] | undefined {
  const value = fingerprints['fonts'] ?? asObject(asObject(fingerprints['components'])['fonts'])['value']
  return Array.isArray(value) ? asArray(value).flatMap((font) => asText(font) ?? []) : undefined
}
