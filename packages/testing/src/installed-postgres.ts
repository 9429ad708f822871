import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from './free-port.ts'

const root = '/usr/lib/postgresql'

/** Returns the directory of programs of the newest PostgreSQL installed by Debian's packages; undefined if there is none. */
export function installedPostgresBin(): string | undefined {
  const [newest] = existsSync(root) ? readdirSync(root).toSorted((a, b) => Number(b) - Number(a)) : []
  const bin = newest && join(root, newest, 'bin')
  return bin && existsSync(join(bin, 'initdb')) ? bin : undefined
}

/** Starts the installed PostgreSQL on a free port with an empty directory; the caller removes it. */
export async function startInstalledPostgres(bin: string, flags: string[] = []) {
  const dir = mkdtempSync(join(tmpdir(), 'collector-installed-postgres-'))
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
  const deadline = Date.now() + 90_000
  while (
    !(await query('select 1').then(
      () => true,
      (error) => Date.now() > deadline && Promise.reject(error),
    ))
  ) {
    await sleep(100)
  }
  let databases = 0
  return {
    async createDatabase() {
      const name = `test_${++databases}`
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

/** Returns the user of Debian's package if this process is root, as which PostgreSQL refuses to run. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']))
  return { uid: id('-u'), gid: id('-g') }
}
