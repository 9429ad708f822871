import type { DiagnosisSection, Submission } from '@collector/schema'
import type { PlainObject } from '../../api/readers.ts'
import { asksForPrivacy } from '../report/report-data.ts'
import { askFrame, frameQuery } from './ask-frame.ts'
import { askServer } from './ask-server.ts'
import { popUps } from './checks/pop-ups.ts'
import { askServiceWorker } from './consistency/ask-worker.ts'
import { findInconsistencies } from './consistency/find-inconsistencies.ts'
import { findProtections } from './protections/find-protections.ts'
import { type ProtectionFacts, readProtectionFacts } from './protections/protection-facts.ts'
import { runChecks } from './run-checks.ts'

/** A diagnosis of this browser, which fills as results come. */
export interface Diagnosis {
  /** Resolves when everything is done. */
  done: Promise<void>
  /** Returns what is known so far, as a section of a submission. */
  sectionFor(submission: Submission): DiagnosisSection
  /** Tries to open a window; to be called at a click. */
  tryPopUp(): void
}

/**
 * Begins to diagnose this browser once it is idle.
 *
 * @param respectPrivacySignals compares nothing that identifies the browser if it asks for privacy
 * @param onProgress called whenever there is more
 */
export function diagnose(respectPrivacySignals: boolean, onProgress: () => void): Diagnosis {
  const section: DiagnosisSection = { checks: {} }
  let facts: ProtectionFacts | undefined
  const isIdentifying = !respectPrivacySignals || !asksForPrivacy(navigator as unknown as PlainObject)

  async function run(): Promise<void> {
    await whenIdle()
    const server = await askServer().catch(() => undefined)
    const frame = server?.frame ? askFrame(server.frame) : undefined
    const serviceWorker = askServiceWorker().catch(() => undefined)
    await Promise.all([
      runChecks(server, frame, serviceWorker, (name, result) => {
        section.checks = { ...section.checks, [name]: result }
        onProgress()
      }),
      isIdentifying &&
        findInconsistencies(server?.headers, serviceWorker).then((found) => {
          section.inconsistencies = found
          onProgress()
        }),
      Promise.resolve(frame)
        .then((answer) =>
          readProtectionFacts({
            gpcInHeaders: server && server.headers['sec-gpc'] === '1',
            frame: answer,
            frameQuery,
          }),
        )
        .then((read) => {
          facts = read
          onProgress()
        }),
    ])
  }

  return {
    done: run(),
    sectionFor: ({ fingerprints }) => ({
      ...section,
      ...(facts && { protections: findProtections(facts, fingerprints) }),
    }),
    tryPopUp() {
      section.checks = { ...section.checks, popUps: popUps() }
      onProgress()
    },
  }
}

/** Resolves when the page has loaded and the browser has nothing else to do. */
async function whenIdle(): Promise<void> {
  if (document.readyState !== 'complete') {
    await new Promise((resolve) => addEventListener('load', resolve, { once: true }))
  }
  if ('requestIdleCallback' in window) await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 }))
}
