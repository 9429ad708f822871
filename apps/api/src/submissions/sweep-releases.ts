import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'

interface Build {
  release: string
  environment: string
}

/** Deletes the given releases without facts. */
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
}

/** SQL of the releases that have facts. It looks for one row of each, since a release may have very many. */
function withFacts(builds: Build[]) {
  return sql.join(
    builds.map(
      ({ release, environment }) => sql`(select f.release, coalesce(f.environment, '') from facts f
        where f.release = ${release} and coalesce(f.environment, '') = ${environment} limit 1)`,
    ),
    sql` union all `,
  )
}
