import { type ContextName, contextNames, type SubmissionAnswer } from '@collector/schema'
import { parseSubmission } from '../ingest/parse-submission.ts'
import type { Database } from '../storage/database.ts'
import type { StoredSubmission } from '../storage/queries/raw-rows.ts'
import { findSubmission } from './find-submission.ts'
import { submissionIdOfRow } from './row-id.ts'

/**
 * Returns a submission as JSON text; undefined if it does not exist. Sections are inserted as stored, unparsed, so that
 * every digit stays as sent. Text that is not JSON (the predecessor's rows) becomes a string.
 */
export async function wholeSubmission(db: Database, submissionId: string): Promise<string | undefined> {
  const row = await findSubmission(db, submissionId)
  return row && submissionText(row)
}

/** Returns a row as JSON text. */
export function submissionText(row: StoredSubmission): string {
  const members: Record<keyof SubmissionAnswer, string> = {
    id: String(row.id),
    submissionId: JSON.stringify(row.submissionId ?? submissionIdOfRow(row.id)),
    receivedAt: JSON.stringify(row.receivedAt),
    ip: JSON.stringify(row.ip),
    timestamp: JSON.stringify(row.clientTimestamp),
    page: jsonText(row.page),
    ...contextTexts(row.extra),
    browser: jsonText(row.browserInfo),
    performance: jsonText(row.performanceData),
    fingerprints: jsonText(row.fingerprints),
    errors: jsonText(row.errors),
  }
  return `{${Object.entries(members)
    .map(([name, text]) => `"${name}":${text}`)
    .join(',')}}`
}

/** Splits the stored object of small sections and unknown members. */
function contextTexts(stored: string | null): Record<ContextName | 'extra', string> {
  const texts = { app: 'null', user: 'null', tags: 'null', extra: 'null' }
  if (stored === null) return texts
  const unknown: string[] = []
  for (const [name, text] of parseSubmission(Buffer.from(stored)).members) {
    if (isContextName(name)) texts[name] = text.toString()
    else unknown.push(`${JSON.stringify(name)}:${text}`)
  }
  return unknown.length > 0 ? { ...texts, extra: `{${unknown}}` } : texts
}

function isContextName(name: string): name is ContextName {
  return (contextNames as readonly string[]).includes(name)
}

function jsonText(stored: string | null): string {
  if (stored === null) return 'null'
  try {
    JSON.parse(stored)
    return stored
  } catch {
    return JSON.stringify(stored)
  }
}
