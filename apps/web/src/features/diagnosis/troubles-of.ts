import { type CheckName, checks } from '@collector/schema/catalogue'
import { asObject, asText } from '../../api/readers.ts'
import type { ReportData } from '../report/report-data.ts'

/** Returns the checks of a report that need attention, in words: "Clock: 10 min ahead of the server". */
export function troublesOf(data: ReportData): string[] {
  const sent = asObject(asObject(data['diagnosis'])['checks'])
  return (Object.keys(checks) as CheckName[]).flatMap((name) => {
    const { state, detail } = asObject(Object.hasOwn(sent, name) ? sent[name] : undefined)
    if (state !== 'poor' && state !== 'fair') return []
    return [`${checks[name].label}: ${asText(detail)?.slice(0, 300) ?? 'fails'}`]
  })
}
