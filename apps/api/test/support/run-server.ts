import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '@collector/testing/free-port'
import { temporaryDir } from './databases.ts'

const server = fileURLToPath(new URL('../../src/server.ts', import.meta.url))
const publicDir = fileURLToPath(new URL('../../dist/public/', import.meta.url))
const running: ChildProcess[] = []

/** Ends what a test left running. */
export function killServers(): void {
  for (const child of running.splice(0)) child.kill('SIGKILL')
}

/** Runs the server from its source, in a process of its own and a directory without a .env. */
export async function runServer(env: Record<string, string>, args: string[] = [], source = server) {
  // the process wants a built dashboard to serve; what is in it does not matter here
  if (!existsSync(publicDir)) {
    await mkdir(publicDir, { recursive: true })
    await writeFile(join(publicDir, 'index.html'), '<!doctype html>')
  }
  const port = Number(env['PORT']) || (await freePort())
  const child = spawn(process.execPath, [source, ...args], {
    cwd: await temporaryDir(),
    env: { PATH: process.env['PATH'] ?? '', HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'debug', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk
  })
  // not at 'exit': the last of the output may not have been read by then
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve))
  const url = `http://127.0.0.1:${port}`
  const get = (path: string) => fetch(url + path)
  const post = (body: string) =>
    fetch(`${url}/collect`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  /** The status of /health; 0 when nothing answers. */
  const isHealthy = () =>
    get('/health').then(
      (response) => response.status,
      () => 0,
    )
  return { child, output, exitCode, port, url, get, post, isHealthy }
}
