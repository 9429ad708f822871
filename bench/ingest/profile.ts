import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBenchPostgres } from '../postgres.ts'
import { runLoad } from './run-load.ts'
import { startCollector } from './subjects.ts'

interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number }; children?: number[] }[]
  samples: number[]
  timeDeltas: number[]
}

const seconds = 6

/** Profiles the server's thread under full load: microseconds of each function for one submission. */
export async function benchProfile(): Promise<void> {
  const postgres = await startBenchPostgres()
  const dir = await mkdtemp(join(tmpdir(), 'collector-profile-'))
  try {
    const flags = ['--cpu-prof', `--cpu-prof-dir=${dir}`, '--enable-source-maps']
    const subject = await startCollector(postgres, flags)
    const drive = async () => (await runLoad(subject.port, { connections: 64, seconds })).requestsPerSecond
    const requests = (await drive()) * seconds + (await drive()) * seconds
    const ended = new Promise((resolve) => subject.process.once('exit', resolve))
    subject.process.kill('SIGTERM')
    await ended
    const [file = ''] = (await readdir(dir)).filter((name) => name.endsWith('.cpuprofile'))
    print(JSON.parse(await readFile(join(dir, file), 'utf8')), requests)
    console.log(`\nThe whole profile, for Chrome's developer tools: ${join(dir, file)}`)
  } finally {
    await postgres.remove()
  }
}

function print({ nodes, samples, timeDeltas }: CpuProfile, requests: number): void {
  const selfUs = new Map<number, number>()
  for (const [index, id] of samples.entries()) selfUs.set(id, (selfUs.get(id) ?? 0) + (timeDeltas[index] ?? 0))
  const byName = new Map<string, number>()
  const byPlace = new Map<string, number>()
  for (const { id, callFrame } of nodes) {
    if (callFrame.functionName === '(idle)') continue
    const us = (selfUs.get(id) ?? 0) / requests
    const place = placeOf(callFrame.url, callFrame.functionName)
    add(byPlace, place, us)
    add(byName, `${callFrame.functionName || '(anonymous)'} ${place}:${callFrame.lineNumber + 1}`, us)
  }
  table('microseconds a submission, by package', byPlace, 16)
  table('by function', byName, 40)
}

function placeOf(url: string, functionName: string): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'native'
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(url)?.[1]
  return name ?? url.replace(/^.*\/dist\//, 'ours ')
}

function add(sums: Map<string, number>, key: string, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value)
}

function table(title: string, sums: Map<string, number>, rows: number): void {
  const sorted = [...sums].sort(([, a], [, b]) => b - a)
  const total = sorted.reduce((sum, [, us]) => sum + us, 0)
  console.log(`\n${title}; ${total.toFixed(1)} in all`)
  for (const [name, us] of sorted.slice(0, rows)) console.log(`${us.toFixed(2).padStart(8)}  ${name}`)
}
