import type { IncomingHttpHeaders } from 'node:http'
import type { Submission } from '@collector/schema'
import type { TSchema } from 'typebox'
import type { Config } from '../config.ts'

/** A submission that an inlet made of a body: sections as of POST /collect, and other members, which are kept. */
export type MadeSubmission = Submission & Record<string, unknown>

/** The submissions in a body, and a reason for each part that was refused. */
export interface ReadBody {
  submissions: MadeSubmission[]
  refusals: string[]
}

/** A request with its body, decompressed. */
export interface Sent {
  bytes: Buffer
  headers: IncomingHttpHeaders
  query: Record<string, unknown>
}

/**
 * Turns the bodies of clients other than our SDK into submissions. To add one, add a file beside this one and its line in
 * `inlets.ts`; `inlets.test.ts` then sends it hostile bodies.
 */
export interface Inlet {
  /**
   * Stored with each row. Submissions of `report` raise error occurrences and are no page views. Those of others are: what
   * is sent of one page view in several bodies is merged.
   */
  name: 'report' | 'sentry' | 'faro'
  summary: string
  /** The first is described, the others are other notations of it. */
  paths(config: Pick<Config, 'reportPath'>): readonly string[]
  /** Accepted content types; absent for any. */
  contentTypes?: readonly string[]
  /** Finds the key of the DSN in a request; absent where none is needed. */
  findKey?(sent: Sent): string | undefined
  /** Headers of an answer of 429, in the notation of its clients. */
  retryHeaders?(seconds: number): Record<string, string>
  /** @throws RefusedError 400 for a body that is none of its own */
  read(sent: Sent): Promise<ReadBody>
  answer: InletAnswer
}

/** The answer once all is committed. */
export interface InletAnswer {
  statusCode: 200 | 202 | 204
  schema: TSchema
  body(submissions: MadeSubmission[]): unknown
}
