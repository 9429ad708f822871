import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.ts'

const built = fileURLToPath(new URL('../../../apps/api/dist/server.js', import.meta.url))

/** A running Collector, as `pnpm start` runs it: the built server in a process of its own. */
export interface RunningCollector {
  readonly origin: string
  readonly process: ChildProcess
  /** Everything it wrote so far. */
  log(): string
  /** Sends SIGTERM and returns the exit code. */
  stop(): Promise<number | null>
}

/** Starts the built server on PORT, else on a free port, and waits until it is healthy. The caller stops it. */
export async function startCollector(env: Record<string, string>, args: string[] = []): Promise<RunningCollector> {
  const port = Number(env['PORT']) || (await freePort())
  const child = spawn(process.execPath, [built, '--host', '127.0.0.1', '--port', String(port), ...args], {
    env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  child.stdout.on('data', (chunk) => {
    log += chunk
  })
  child.stderr.on('data', (chunk) => {
    log += chunk
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))

  const origin = `http://127.0.0.1:${port}`
  // a busy machine takes half a minute to start the embedded engine
  const deadline = Date.now() + 90_000
  while (!(await isHealthy(origin))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`Collector did not start:\n${log}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    origin,
    process: child,
    log: () => log,
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

async function isHealthy(origin: string): Promise<boolean> {
  return fetch(`${origin}/health`).then(
    (response) => response.ok,
    () => false,
  )
}
