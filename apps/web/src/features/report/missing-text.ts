import type { ReportView } from './report-data.ts'

/** Says why a value is missing: of a stored report nobody knows whether its browser lacks it or its sender left it out. */
export function missingText({ isCollecting, isLive }: Pick<ReportView, 'isCollecting' | 'isLive'>): string {
  if (isCollecting) return 'collecting…'
  return isLive ? 'not available in this browser' : 'not sent'
}
