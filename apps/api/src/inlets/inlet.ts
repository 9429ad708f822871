import type { Submission } from '@collector/schema'

/** A submission that an inlet made of a body: sections as of POST /collect, and other members, which are kept. */
export type MadeSubmission = Submission & Record<string, unknown>

/** The submissions of a body, and why each part that was not taken was not. */
export interface ReadBody {
  submissions: MadeSubmission[]
  refusals: string[]
}

/**
 * What takes in the bodies of clients that are not ours. The next one is a file beside this one, and a line where the inlets are
 * listed (`routes/inlets.ts`).
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
