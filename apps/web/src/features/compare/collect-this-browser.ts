import { start } from '@collector/sdk'
import { withBase } from '../../router/base-path.ts'
import type { ReportData } from '../report/report-data.ts'

/**
 * What this browser is, as a submission would tell it. It is not sent, and nothing is stored. How this page performed is left
 * out: it is another page than the one it is compared with.
 */
export function collectThisBrowser(signal: AbortSignal): Promise<ReportData> {
  return new Promise((resolve, reject) => {
    const collector = start({
      endpoint: withBase('/collect'),
      fingerprint: true,
      // it stays in this window
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
