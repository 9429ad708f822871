import { execFileSync } from 'node:child_process'
import { installedPostgresBin, startInstalledPostgres } from '@collector/testing/installed-postgres'
import { startPostgres } from '@collector/testing/postgres'
import pg from 'pg'

/** A PostgreSQL server for a benchmark. */
export interface BenchPostgres {
  /** Its version, to stand beside the figures. */
  version: string
  /** Id of its first process. */
  pid: number
  createDatabase(): Promise<string>
  query(sql: string): Promise<void>
  remove(): Promise<void>
}

/** With the default of 80 MB, short runs would measure how fast the file system creates WAL files. */
const flags = ['-c', 'min_wal_size=4GB', '-c', 'max_wal_size=8GB']

/**
 * Starts the PostgreSQL of Debian's packages, since it has lz4 as production servers do; without it the one of the
 * tests, which lacks lz4.
 */
export async function startBenchPostgres(): Promise<BenchPostgres> {
  const bin = installedPostgresBin()
  const server = bin ? await startInstalledPostgres(bin, flags) : await startPostgres(flags, { syncs: true })
  const admin = new pg.Client({ connectionString: await server.createDatabase() })
  await admin.connect()
  const { rows } = await admin.query(`select split_part(version(), ' on ', 1) as version, pg_backend_pid() as pid,
    (select string_agg(v, ' ') from unnest(enumvals) v where v = 'lz4') as lz4
    from pg_settings where name = 'default_toast_compression'`)
  return {
    version: `${rows[0].version}, ${rows[0].lz4 ? 'with' : 'without'} lz4`,
    pid: Number(execFileSync('ps', ['-o', 'ppid=', '-p', rows[0].pid]).toString()),
    createDatabase: () => server.createDatabase(),
    query: async (sql) => void (await admin.query(sql)),
    async remove() {
      await admin.end()
      await server.remove()
    },
  }
}
