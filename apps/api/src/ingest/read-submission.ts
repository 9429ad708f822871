import { randomUUID } from 'node:crypto'
import { type SubmissionBody, submissionBody } from '@collector/schema'
import { Compile } from 'typebox/compile'
import { describeSchemaErrors } from '../describe-schema-errors.ts'
import { RefusedError } from '../http-errors.ts'
import type { NewSubmission } from '../storage/write/new-submission.ts'
import { checkShape, smallBytes } from './check-shape.ts'
import { extractFacts } from './extract-facts.ts'
import { knownMembers, parseSubmission } from './parse-submission.ts'

export interface ReceivedSubmission {
  /** The body as it came. */
  bytes: Buffer
  ip: string | null
  /** The header of the request, for a body without a user agent. */
  userAgent: string | undefined
}

const schema = Compile(submissionBody)

/**
 * Turns a body into the submission to store.
 *
 * @throws RefusedError 400 with the path of the faulty member
 */
export async function readSubmission({ bytes, ip, userAgent }: ReceivedSubmission) {
  if (bytes.length > smallBytes) await checkShape(bytes)
  const { value, decode, members } = parseSubmission(bytes)
  if (!isSubmission(value)) throw new RefusedError(400, describeSchemaErrors(schema.Errors(value), 'body'))
  return {
    raw: {
      ip,
      browserInfo: members.get('browser') ?? null,
      performanceData: members.get('performance') ?? null,
      fingerprints: members.get('fingerprints') ?? null,
      errors: members.get('errors') ?? null,
      page: members.get('page') ?? null,
      clientTimestamp: value.timestamp ?? null,
      extra: unknownMembers(members),
      inlet: null,
    },
    submissionId: value.submissionId?.toLowerCase() ?? randomUUID(),
    facts: extractFacts(value, userAgent, decode),
    bytes: bytes.length,
  } satisfies NewSubmission & { bytes: number }
}

function isSubmission(value: unknown): value is SubmissionBody {
  return schema.Check(value)
}

function unknownMembers(members: Map<string, Buffer>): string | null {
  const unknown = [...members].filter(([name]) => !knownMembers.has(name))
  if (unknown.length === 0) return null
  return `{${unknown.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`
}
