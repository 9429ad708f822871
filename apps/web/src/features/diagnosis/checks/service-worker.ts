import type { CheckResult } from '@collector/schema'
import type { ServiceWorkerAnswer } from '../consistency/ask-worker.ts'

/** @param answer undefined where the browser refused it */
export function serviceWorker(answer: ServiceWorkerAnswer | undefined): CheckResult {
  if (answer) return { state: 'good', detail: 'works' }
  return isSecureContext ? { state: 'fair', detail: 'refused' } : { state: 'unknown', detail: 'needs https' }
}
