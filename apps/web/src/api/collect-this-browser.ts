import { start } from '@collector/sdk'
import type { ReportData } from '../report/report-data.ts'

/** The submission that this browser would make of this page. It is not sent, and nothing is stored. */
export function collectThisBrowser(signal: AbortSignal): Promise<ReportData> {
  return new Promise((resolve, reject) => {
    const collector = start({
      fingerprint: true,
      // it stays in this window
      respectPrivacySignals: false,
      consent: 'pending',
      delayMs: 500,
      onProgress: ({ phase, submission }) => {
        if (phase !== 'held') return
        collector.stop()
        resolve(submission)
      },
    })
    signal.addEventListener('abort', () => {
      collector.stop()
      reject(signal.reason)
    })
  })
}
