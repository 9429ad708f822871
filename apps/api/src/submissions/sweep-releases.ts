import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'

/** Deletes those of some releases that no facts are of any more, and the releases of groups that are gone. */
export async function sweepReleases(trx: Database, releases: string[]): Promise<void> {
  if (releases.length === 0) return
  for (const table of ['releases', 'error_group_releases']) {
    await sql`delete from ${sql.id(table)} r where r.release = any(${releases}::text[]) and not exists (
      select from facts f where f.release = r.release and coalesce(f.environment, '') = r.environment)`.execute(trx)
  }
  await sql`delete from error_group_releases r where r.release = any(${releases}::text[])
    and not exists (select from error_groups g where g.group_key = r.group_key)`.execute(trx)
}
