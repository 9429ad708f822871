import { startPgbouncer } from '@collector/testing/pgbouncer'
import { startPostgres } from '@collector/testing/postgres'
import type { TestProject } from 'vitest/node'
import { makeTemplate } from './template-database.ts'

/** One PostgreSQL server for the whole run, reached only through PgBouncer in transaction mode. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres(['-c', 'max_connections=300'])
  project.provide('templateDatabase', await makeTemplate(server))
  const pooler = await startPgbouncer(server.port)
  project.provide('postgresUrl', pooler.url)
  return async () => {
    await pooler.stop()
    await server.remove()
  }
}
