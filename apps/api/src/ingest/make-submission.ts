import { randomUUID } from 'node:crypto'
import type { MadeSubmission } from '../inlets/inlet.ts'
import type { NewSubmission } from '../storage/write/new-submission.ts'
import { extractFacts } from './extract-facts.ts'
import { isReport } from './is-report.ts'

export interface Sender {
  ip: string | null
  /** The header of the request, for a body that names none. */
  userAgent: string | undefined
  inlet: string
}

/** Turns a submission that an inlet read into what is stored. */
export function makeSubmission(
  {
    submissionId = randomUUID(),
    timestamp,
    page,
    browser,
    performance,
    fingerprints,
    errors,
    ...others
  }: MadeSubmission,
  { ip, userAgent, inlet }: Sender,
): NewSubmission & { bytes: number } {
  const raw = {
    ip,
    browserInfo: json(browser),
    performanceData: json(performance),
    fingerprints: json(fingerprints),
    errors: json(errors),
    page: json(page),
    clientTimestamp: timestamp ?? null,
    extra: Object.keys(others).length > 0 ? json(others) : null,
    inlet,
  }
  const facts = extractFacts({ ...others, page, browser, performance, fingerprints, errors }, userAgent)
  const bytes = Object.values(raw).reduce((sum, text) => sum + (text?.length ?? 0), 0)
  return { raw, submissionId, facts: { ...facts, isReport: isReport(inlet, page) }, bytes }
}

function json(section: unknown): string | null {
  return section === undefined ? null : JSON.stringify(section)
}
