import { startPostgres } from '@collector/testing/postgres'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of a server's maintenance database. */
    postgresUrl: string
    /** Address of its streaming replica, if it has one. */
    replicaUrl?: string
  }
}

/** One PostgreSQL server for the whole run; each test makes its own database on it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide('postgresUrl', await server.createDatabase())
  return () => server.remove()
}
