import { start } from '@collector/sdk'
import { withBase } from '../../router/base-path.ts'
import type { ReportData } from '../report/report-data.ts'

/**
 * Collects the sections of this browser as a submission would have them. Nothing is sent or stored. Performance is
 * left out, because this page is not the compared one.
 */
export function collectThisBrowser(signal: AbortSignal): Promise<ReportData> {
  return new Promise((resolve, reject) => {
    const collector = start({
      endpoint: withBase('/collect'),
      fingerprint: true,
      // the data stays in this window
      respectPrivacySignals: false,
      consent: 'pending',
      delayMs: 500,
      onProgress: ({ phase, submission }) => {
        if (phase !== 'held') return
        collector.stop()
        const { browser, fingerprints } = submission
        resolve({ browser, fingerprints })
      },
    })
    signal.addEventListener('abort', () => {
      collector.stop()
      reject(signal.reason)
    })
  })
}
