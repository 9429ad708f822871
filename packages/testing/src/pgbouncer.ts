import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { isListening } from './is-listening.ts'
import { testPassword } from './postgres.ts'

const program = '/usr/sbin/pgbouncer'

/** True if Debian's package is installed; npm has no PgBouncer. */
export const hasPgbouncer = existsSync(program)

/**
 * Starts PgBouncer in transaction mode before a server on this machine, with fewer connections than Collector opens. Each test has a
 * database of its own: idle connections are closed soon, or the server would run out of them.
 */
export async function startPgbouncer(serverPort: number): Promise<{ url: string; stop(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'collector-pgbouncer-'))
  await chmod(dir, 0o755)
  const port = await freePort()
  const file = join(dir, 'pgbouncer.ini')
  await writeFile(
    file,
    `[databases]
* = host=127.0.0.1 port=${serverPort} user=postgres password=${testPassword}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
server_idle_timeout = 5
max_client_conn = 500
`,
  )
  // PgBouncer refuses to run as root, the usual user of containers and CI
  const asUser = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const child = spawn(program, [...asUser, file], { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  for (let tries = 0; !(await isListening(port)); tries++) {
    if (tries > 200 || child.exitCode !== null) throw new Error('PgBouncer did not start')
    await sleep(50)
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres?pgbouncer=true`,
    async stop() {
      child.kill('SIGKILL')
      await ended
      await rm(dir, { recursive: true, force: true })
    },
  }
}
