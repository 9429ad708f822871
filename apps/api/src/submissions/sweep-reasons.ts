import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { reasonColumns } from '../storage/tables/reasons.ts'

/** Deletes those of some reasons of a shard that no facts refer to any more. */
export async function sweepReasons(trx: Database, shard: number, reasonKeys: string[]): Promise<void> {
  if (reasonKeys.length === 0) return
  const isUsed = reasonColumns.map(
    (column) => sql`exists (select from facts f where f.${sql.id(column)} = r.reason_key and f.shard = ${shard})`,
  )
  await sql`delete from reasons r where r.shard = ${shard} and r.reason_key = any(${reasonKeys}::bigint[])
    and not (${sql.join(isUsed, sql` or `)})`.execute(trx)
}
