import { randomUUID } from 'node:crypto'
import { type SubmissionBody, sectionNames } from '@collector/schema'
import type { Database } from '../storage/database.ts'
import { storeSubmission } from '../storage/tables/submissions.ts'
import { extractFacts } from './extract-facts.ts'
import { RefusedError } from './refused-error.ts'
import { sliceMembers, TooDeepError } from './slice-members.ts'

export interface ReceivedSubmission {
  /** The body as it came. */
  text: string
  /** The same, parsed and checked. */
  body: SubmissionBody
  ip: string | null
  userAgent: string | undefined
}

const knownMembers = new Set<string>([...sectionNames, 'page', 'timestamp', 'submissionId'])

/**
 * Stores a submission; when this settles it is committed.
 *
 * @throws RefusedError when it is nested too deep
 */
export async function ingestSubmission(db: Database, { text, body, ip, userAgent }: ReceivedSubmission) {
  const members = slice(text)
  const submissionId = body.submissionId?.toLowerCase() ?? randomUUID()
  const stored = await storeSubmission(db, {
    raw: {
      ip,
      browserInfo: members.get('browser') ?? null,
      performanceData: members.get('performance') ?? null,
      fingerprints: members.get('fingerprints') ?? null,
      errors: members.get('errors') ?? null,
      page: members.get('page') ?? null,
      clientTimestamp: body.timestamp ?? null,
      extra: unknownMembers(members),
    },
    facts: { submissionId, ...extractFacts(body, userAgent) },
  })
  return { ...stored, submissionId }
}

function slice(text: string): Map<string, string> {
  try {
    return sliceMembers(text)
  } catch (error) {
    if (error instanceof TooDeepError) throw new RefusedError(400, `the body is ${error.message}`)
    throw error
  }
}

function unknownMembers(members: Map<string, string>): string | null {
  const unknown = [...members].filter(([name]) => !knownMembers.has(name))
  if (unknown.length === 0) return null
  return `{${unknown.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`
}
