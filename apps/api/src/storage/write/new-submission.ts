import type { DebugDataTable } from '../tables/debug-data.ts'
import type { ExtractedGroup } from '../tables/error-groups.ts'
import type { ErrorsTable } from '../tables/errors.ts'
import type { FactsTable } from '../tables/facts.ts'
import type { ReasonsTable } from '../tables/reasons.ts'
import type { ScriptUse } from '../tables/script-bytes.ts'

type RawColumn = Exclude<keyof DebugDataTable, 'id' | 'timestamp' | 'submissionId'>
/** A Buffer is text in UTF-8 that need not be encoded again. */
type Text = string | Buffer

/** A submission from ingest: its raw text and its facts. */
export interface NewSubmission {
  raw: { [Column in RawColumn]: Text | null }
  submissionId: string
  facts: ExtractedFacts
}

/** An error as ingest extracts it. */
export type ExtractedError = Omit<ErrorsTable, 'receivedAt' | 'debugDataId' | 'pageViewId'> & ExtractedGroup

/** Values that ingest extracts from one submission; `null` where it lacks them. */
export interface ExtractedFacts
  extends Omit<
    FactsTable,
    | 'receivedAt'
    | 'debugDataId'
    | 'submissionId'
    | 'pageViewId'
    | 'hasPageViewId'
    | 'isCurrent'
    | 'extractVersion'
    | 'sampleTier'
    | 'scripts'
  > {
  pageViewId: string | null
  userAgent: string | null
  errors: ExtractedError[]
  reasons: ReasonsTable[]
  scripts: ScriptUse[]
  /** Component name -> hash of its value. */
  components: Record<string, string>
}

/** A stored submission and what was extracted from it. */
export interface NewFacts {
  debugDataId: number
  submissionId: string
  /** null: now, by the clock of the database. */
  receivedAt: Date | null
  /** Shared by all submissions of a batch. */
  shard: number
  facts: ExtractedFacts
}

/** The id that decides the shard of a submission. */
export function shardKeyOf({ submissionId, facts }: Pick<NewSubmission, 'submissionId' | 'facts'>): string {
  return facts.pageViewId ?? submissionId
}

/** The page view that a submission may count for; null where that is one of its own, or none. */
export function pageViewOf({ isReport, pageViewId }: ExtractedFacts): string | null {
  return isReport ? null : pageViewId
}

/** Decisions about a submission that has its number. */
export interface Decided {
  debugDataId: number
  /** True if it counts for its page view. */
  isCurrent: boolean
  /** True if another submission may have counted before. */
  replaces: boolean
}
