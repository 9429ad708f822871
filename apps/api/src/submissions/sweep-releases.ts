import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'

interface Build {
  release: string
  environment: string
}

/** Deletes those of some releases that no facts are of any more, and the releases of groups that are gone. */
export async function sweepReleases(trx: Database, releases: string[]): Promise<void> {
  if (releases.length === 0) return
  const { rows: builds } = await sql<Build>`select release, environment from releases
    where release = any(${releases}::text[])
    union select release, environment from error_group_releases where release = any(${releases}::text[])`.execute(trx)
  if (builds.length > 0) {
    for (const table of ['releases', 'error_group_releases']) {
      await sql`delete from ${sql.id(table)} r where r.release = any(${releases}::text[])
        and (r.release, r.environment) not in (${withFacts(builds)})`.execute(trx)
    }
  }
  await sql`delete from error_group_releases r where r.release = any(${releases}::text[])
    and not exists (select from error_groups g where g.group_key = r.group_key)`.execute(trx)
}

/** SQL of the builds that facts have. One may have very many, so one row of each is looked for. */
function withFacts(builds: Build[]) {
  return sql.join(
    builds.map(
      ({ release, environment }) => sql`(select f.release, coalesce(f.environment, '') from facts f
        where f.release = ${release} and coalesce(f.environment, '') = ${environment} limit 1)`,
    ),
    sql` union all `,
  )
}
