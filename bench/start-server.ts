import { type ChildProcess, spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '@collector/testing/free-port'

const server = fileURLToPath(new URL('../apps/api/dist/server.js', import.meta.url))

export interface Started {
  port: number
  process: ChildProcess
  /** Milliseconds from the start of the process to its first healthy answer. */
  readyMs: number
}

/** Starts the built server as `pnpm start` does, with its log in a file. */
export async function startServer(env: Record<string, string>, nodeFlags: string[] = []): Promise<Started> {
  const port = Number(env['PORT']) || (await freePort())
  return startProcess('Collector', port, process.execPath, [...nodeFlags, server], {
    HOST: '127.0.0.1',
    ...env,
    PORT: String(port),
  })
}

/** Starts any server with a route /health and waits for it. */
export async function startProcess(
  name: string,
  port: number,
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Started> {
  const logDir = await mkdtemp(join(tmpdir(), 'collector-bench-log-'))
  const log = openSync(join(logDir, 'log'), 'w')
  const startedAt = performance.now()
  const child = spawn(command, args, {
    cwd: logDir,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', log, log],
  })
  while (!(await isReady(port))) {
    if (child.exitCode !== null || performance.now() > startedAt + 30_000) {
      throw new Error(`${name} did not start, see ${logDir}/log`)
    }
    await sleep(10)
  }
  return { port, process: child, readyMs: performance.now() - startedAt }
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health`).then(
    (response) => response.status !== 503,
    () => false,
  )
}
