import { execFile, spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { LoadResult } from './load.ts'
import { idPlaceholder, type PayloadName, payloads } from './payload.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const hasWrk = spawnSync('wrk', ['--version']).error === undefined

/** The load generator: wrk where it is installed, which takes half of the CPU of a generator in JavaScript. */
export const loadGenerator = hasWrk ? 'wrk' : 'a generator in JavaScript (apt-get install wrk: half of its CPU)'

export interface Load {
  connections: number
  seconds: number
  /** Maximum number a second; without it as many as are answered. */
  rate?: number
  payload?: PayloadName
  /** Where it is posted to. */
  path?: string
}

/** Sends submissions from a process of its own: each connection sends its next one when the last one is answered. */
export async function runLoad(
  port: number,
  { connections, seconds, rate = 0, payload = 'sdk', path = '/collect' }: Load,
): Promise<LoadResult> {
  if (hasWrk && rate === 0) return runWrk(port, connections, seconds, payload, path)
  const args = [here('./load.ts'), ...[port, connections, seconds, rate, payload, path].map(String)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout) as LoadResult
}

async function runWrk(
  port: number,
  connections: number,
  seconds: number,
  name: PayloadName,
  path: string,
): Promise<LoadResult> {
  const dir = await mkdtemp(join(tmpdir(), 'collector-bench-'))
  try {
    const payload = join(dir, 'payload.json')
    await writeFile(payload, payloads[name]())
    const limits = ['-t', 1, '-c', connections, '-d', `${seconds}s`, '--timeout', '60s'].map(String)
    const script = ['-s', here('./wrk.lua'), `http://127.0.0.1:${port}`, '--', payload, idPlaceholder]
    const { stdout } = await promisify(execFile)('wrk', [...limits, ...script, String(randomInt(2 ** 31)), path])
    return JSON.parse(stdout.slice(stdout.lastIndexOf('\n{'))) as LoadResult
  } finally {
    await rm(dir, { recursive: true })
  }
}
