import type { Submission } from '@collector/schema'

/** A submission that an inlet made of a body: sections as of POST /collect, and other members, which are kept. */
export type MadeSubmission = Submission & Record<string, unknown>

/** The submissions in a body, and a reason for each part that was refused. */
export interface ReadBody {
  submissions: MadeSubmission[]
  refusals: string[]
}

/**
 * Parses bodies of clients other than our SDK. To add one, add a file beside this one and a line to the list in
 * `routes/inlets.ts`.
 */
export interface Inlet {
  /** Stored with each row. */
  name: 'report'
  /** Its submissions raise error occurrences and are no page views. */
  isReport: boolean
  contentTypes: readonly string[]
  /** @throws RefusedError 400 for a body that is none of its own */
  read(bytes: Buffer, contentType: string): Promise<ReadBody>
}
