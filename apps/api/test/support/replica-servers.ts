import { startPostgres, startReplica } from '@collector/testing/postgres'
import type { TestProject } from 'vitest/node'
import { makeTemplate } from './template-database.ts'

/** A server and its streaming replica, which has what was committed before the commit is acknowledged: a test reads what it wrote. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const primary = await startPostgres([
    ...['-c', 'synchronous_standby_names=*'],
    // until the replica is there nothing could be committed
    ...['-c', 'synchronous_commit=local'],
  ])
  project.provide('templateDatabase', await makeTemplate(primary))
  const postgresUrl = await primary.createDatabase()
  const replica = await startReplica(primary)
  project.provide('postgresUrl', `${postgresUrl}?options=-c%20synchronous_commit%3Dremote_apply`)
  project.provide('replicaUrl', replica.url('postgres'))
  return async () => {
    await replica.remove()
    await primary.remove()
  }
}
