import { startPostgres } from '@collector/testing/postgres'
import type { TestProject } from 'vitest/node'
import { makeTemplate } from './template-database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of a server's maintenance database. */
    postgresUrl: string
    /** Name of a database there with the tables of this version; not on a cluster. */
    templateDatabase?: string
    /** Address of its streaming replica, if it has one. */
    replicaUrl?: string
  }
}

/** One PostgreSQL server for the whole run; each test makes its own database on it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide('templateDatabase', await makeTemplate(server))
  project.provide('postgresUrl', await server.createDatabase())
  return () => server.remove()
}
