import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@collector/testing/free-port'
import { startPostgres } from '@collector/testing/postgres'
import pg from 'pg'

/** The PostgreSQL that is measured. */
export interface BenchPostgres {
  /** What it is, to stand beside the figures. */
  version: string
  /** Of its first process. */
  pid: number
  createDatabase(): Promise<string>
  query(sql: string): Promise<void>
  remove(): Promise<void>
}

/** With the default of 80 MB short runs measure how fast the file system makes WAL files. */
const flags = ['-c', 'min_wal_size=4GB', '-c', 'max_wal_size=8GB']

/**
 * The installed PostgreSQL (Debian's directories), since it has lz4 as production servers do; where there is none, the one
 * the tests use, which has not.
 */
export async function startBenchPostgres(): Promise<BenchPostgres> {
  const root = '/usr/lib/postgresql'
  const [newest] = existsSync(root) ? readdirSync(root).toSorted((a, b) => Number(b) - Number(a)) : []
  const server = newest ? await startInstalled(join(root, newest, 'bin')) : await startPostgres(flags)
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

async function startInstalled(bin: string) {
  const dir = mkdtempSync(join(tmpdir(), 'collector-bench-postgres-'))
  const user = unprivileged()
  if (user) chownSync(dir, user.uid, user.gid)
  execFileSync(join(bin, 'initdb'), ['-D', dir, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'], {
    ...user,
    cwd: dir,
    stdio: 'ignore',
  })
  const port = await freePort()
  const args = ['-D', dir, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-k', dir, ...flags]
  const server: ChildProcess = spawn(join(bin, 'postgres'), args, { ...user, cwd: dir, stdio: 'ignore' })
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`
  const query = async (sql: string) => {
    const client = new pg.Client({ connectionString: url('postgres') })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  const deadline = Date.now() + 30_000
  while (
    !(await query('select 1').then(
      () => true,
      (error) => Date.now() > deadline && Promise.reject(error),
    ))
  ) {
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  let databases = 0
  return {
    async createDatabase() {
      const name = `bench_${++databases}`
      await query(`create database ${name}`)
      return url(name)
    },
    async remove() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']))
  return { uid: id('-u'), gid: id('-g') }
}
