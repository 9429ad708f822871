import type { SubmissionAnswer } from '@collector/schema'
import { asObject } from '../../api/readers.ts'
import type { ReportData } from './report-data.ts'

/** Returns the submission as its sender made it: missing sections are absent, not null. */
export function storedReport({
  submissionId,
  timestamp,
  page,
  app,
  user,
  tags,
  browser,
  performance,
  fingerprints,
  errors,
  extra,
}: SubmissionAnswer): ReportData {
  const members = {
    submissionId,
    timestamp,
    page,
    app,
    user,
    tags,
    browser,
    performance,
    fingerprints,
    errors,
    ...asObject(extra),
  }
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null))
}
