import { CompiledQuery } from 'kysely'
import { receivedNow } from '../insert-rows.ts'
import { prepared, preparedBeginning } from '../prepared-statements.ts'
import { upsertPageViewsSql } from './current-page-views.ts'
import { type Decided, type NewSubmission, pageViewOf } from './new-submission.ts'

/** A submission whose id was claimed now. */
export interface Claimed extends Decided {
  submissionId: string
}

/** Numbers of rows of the prepared statements; missing rows are filled with nulls. */
const claimSizes = [1, 4, 32]
const claims = new Map<number, string>()

/**
 * Claims ids of one shard, decides which submissions are current, and begins a transaction. An id is claimed once, by the first.
 */
export function claim(submissions: readonly NewSubmission[], shard: number): CompiledQuery<Claimed> {
  return claimAs(submissions, shard, preparedBeginning)
}

/** Does what `claim` does, but within a transaction that has begun already. */
export function claimWithin(submissions: readonly NewSubmission[], shard: number): CompiledQuery<Claimed> {
  // engines tell the two statements apart by their texts
  return claimAs(submissions, shard, (text) => prepared(`${text} -- within`))
}

function claimAs(
  submissions: readonly NewSubmission[],
  shard: number,
  prepare: (text: string) => string,
): CompiledQuery<Claimed> {
  const size = claimSizes.find((candidate) => candidate >= submissions.length) ?? submissions.length
  const parameters: (string | number | null)[] = [shard]
  for (const { submissionId, facts } of submissions)
    parameters.push(submissionId, pageViewOf(facts), facts.sequence ?? 0)
  while (parameters.length < 1 + size * 3) parameters.push(null)
  return CompiledQuery.raw(prepare(claimText(size)), parameters)
}

function claimText(size: number): string {
  const known = claims.get(size)
  if (known !== undefined) return known
  const row = (_: unknown, n: number) => `($${3 * n + 2}::uuid, $${3 * n + 3}::text, $${3 * n + 4}::integer)`
  const text = `
    with sent (submission_id, page_view_id, sequence) as (values ${Array.from({ length: size }, row).join(', ')}),
    claimed as (
      insert into submissions (submission_id, received_at, debug_data_id, shard)
      select submission_id, now(), nextval((select pg_get_serial_sequence('debug_data', 'id'))::regclass), $1::smallint
      from sent where submission_id is not null
      on conflict do nothing returning submission_id, debug_data_id),
    counted as (${upsertPageViewsSql(`sent s join claimed c using (submission_id) cross join (select ${receivedNow} as received_at) t`, '$1')})
    select c.submission_id as "submissionId", c.debug_data_id as "debugDataId",
      s.page_view_id is null or d.debug_data_id is not null as "isCurrent", d.previous_id is not null as "replaces"
    from claimed c join sent s using (submission_id) left join counted d using (debug_data_id)`
  claims.set(size, text)
  return text
}
