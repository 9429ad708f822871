import pg from 'pg'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Nodes of the cluster of this run, besides its coordinator, if it has one. */
    citusWorkers?: Node[]
  }
}

/** Address of a worker. */
export interface Node {
  host: string
  port: number
}

/** Uses the cluster whose coordinator CITUS_URL names; the tests make databases of their own on all of its nodes. */
export async function setup(project: TestProject): Promise<void> {
  const url = process.env['CITUS_URL'] as string
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Node>(
    `select nodename as host, nodeport as port from pg_dist_node where shouldhaveshards and isactive order by nodeid`,
  )
  await client.end()
  project.provide('postgresUrl', url)
  project.provide('citusWorkers', rows)
}
