import { randomUUID } from 'node:crypto'
import { type SubmissionBody, sectionNames } from '@collector/schema'
import type { Storage } from '../storage/storage.ts'
import { createStore, type NewSubmission, type Stored } from '../storage/tables/store-submissions.ts'
import { type BatchLimits, batch } from './batch.ts'
import { extractFacts } from './extract-facts.ts'
import type { ParsedSubmission } from './parse-submission.ts'
import { RefusedError } from './refused-error.ts'
import { sliceMembers, TooDeepError } from './slice-members.ts'

/** `members` and `decode` are those of parsing, where they are known. */
export interface ReceivedSubmission extends Partial<Omit<ParsedSubmission, 'value'>> {
  /** The body as it came, in UTF-8. */
  bytes: Buffer
  /** The same, parsed and checked. */
  body: SubmissionBody
  ip: string | null
  userAgent: string | undefined
}

const knownMembers = new Set<string>([...sectionNames, 'page', 'timestamp', 'submissionId'])

/** Two batches keep PostgreSQL busy; the sizes are those of docs/hot-path.md. */
const limits: BatchLimits = {
  maxRows: 32,
  maxBytes: 2_097_152,
  maxInFlight: 2,
  minRowsBesides: 20,
  maxWaitingRows: 4096,
  maxWaitingBytes: 67_108_864,
  maxWaitMs: 5000,
}

export type Ingest = ReturnType<typeof createIngest>

/**
 * Makes the function that stores a submission; when its promise settles the submission is committed. Those that come at
 * the same time are stored together.
 *
 * @param onBatch told after each commit how many were stored together, and how many seconds it took
 * @throws RefusedError when it is nested too deep, TooBusyError when more comes than can be stored
 */
export function createIngest(
  { db, isUnavailable }: Pick<Storage, 'db' | 'isUnavailable'>,
  onBatch: (rows: number, seconds: number) => void = () => {},
) {
  const storeSubmissions = createStore(db)
  async function storeAll(submissions: NewSubmission[]): Promise<Stored[]> {
    const began = performance.now()
    const stored = await storeSubmissions(submissions)
    onBatch(submissions.length, (performance.now() - began) / 1000)
    return stored
  }
  const store = batch<NewSubmission & { bytes: number }, Stored>({ storeAll, isUnavailable }, limits)

  // what is parsed is not kept while it is stored: garbage that is old costs more than young
  return (received: ReceivedSubmission) => {
    const submission = newSubmission(received)
    return store(submission).then((stored) => ({ ...stored, submissionId: submission.submissionId }))
  }
}

function newSubmission({ bytes, body, members = slice(bytes), decode, ip, userAgent }: ReceivedSubmission) {
  return {
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
    submissionId: body.submissionId?.toLowerCase() ?? randomUUID(),
    facts: extractFacts(body, userAgent, decode),
    bytes: bytes.length,
  }
}

function slice(bytes: Buffer): Map<string, Buffer> {
  try {
    return sliceMembers(bytes)
  } catch (error) {
    if (error instanceof TooDeepError) throw new RefusedError(400, `the body is ${error.message}`)
    throw error
  }
}

function unknownMembers(members: Map<string, Buffer>): string | null {
  const unknown = [...members].filter(([name]) => !knownMembers.has(name))
  if (unknown.length === 0) return null
  return `{${unknown.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`
}
