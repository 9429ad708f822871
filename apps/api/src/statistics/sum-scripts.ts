import { type ScriptNumbers, ScriptReader, scriptNumberNames } from '../storage/tables/script-bytes.ts'
import type { Script } from '../storage/tables/scripts.ts'
import { yieldToEventLoop } from '../yield-to-event-loop.ts'

/** A page view, and its scripts as they are stored. */
export interface PageViewScripts {
  host: string | null
  path: string | null
  scripts: Uint8Array | null
}

/** Sums over the page views that have a script, or a script of a host. */
export interface ScriptSum extends Omit<ScriptNumbers, 'durationMs'> {
  host: string | null
  path: string | null
  pageViews: number
  /** Page views in which it blocked. */
  blockedPageViews: number
  /** A value for each page view with a request. */
  durations: number[]
  /** Page views by the path of the page. */
  pages: Map<string | null, number>
  /** Hosts of the pages. */
  pageHosts: Set<string | null>
}

const nothing = new Uint8Array()

/** Returns the keys of all scripts in there. */
export function scriptKeys(rows: readonly PageViewScripts[]): string[] {
  const keys = new Set<string>()
  const ignored: number[] = []
  for (const { scripts } of rows) {
    const reader = new ScriptReader(scripts ?? nothing)
    while (!reader.isAtEnd()) {
      keys.add(reader.key())
      reader.numbersInto(ignored)
    }
  }
  return [...keys]
}

/** About a millisecond's work. */
const pageViewsPerTurn = 500

/**
 * Sums the scripts of page views by host or by script.
 *
 * @param known the scripts by their keys
 */
export async function sumScripts(
  rows: readonly PageViewScripts[],
  known: ReadonlyMap<string, Script>,
  by: 'host' | 'script',
): Promise<ScriptSum[]> {
  const sums = new Map<string, ScriptSum>()
  const numbers: number[] = []
  for (const [index, { host, path, scripts }] of rows.entries()) {
    if (index % pageViewsPerTurn === pageViewsPerTurn - 1) await yieldToEventLoop()
    const longest = new Map<ScriptSum, number>()
    const blocking = new Set<ScriptSum>()
    const reader = new ScriptReader(scripts ?? nothing)
    while (!reader.isAtEnd()) {
      const script = known.get(reader.key())
      reader.numbersInto(numbers)
      if (!script) continue
      const sum = sumOf(sums, script, by)
      add(sum, numbers)
      if ((numbers[blockingAt] as number) > 0) blocking.add(sum)
      longest.set(sum, Math.max(longest.get(sum) ?? 0, numbers[durationAt] as number))
    }
    for (const sum of blocking) sum.blockedPageViews++
    for (const [sum, duration] of longest) {
      sum.pageViews++
      if (duration > 0) sum.durations.push(duration)
      sum.pages.set(path, (sum.pages.get(path) ?? 0) + 1)
      sum.pageHosts.add(host)
    }
  }
  return [...sums.values()]
}

const durationAt = scriptNumberNames.indexOf('durationMs')
const blockingAt = scriptNumberNames.indexOf('blockingMs')

function sumOf(sums: Map<string, ScriptSum>, { scriptHash, host, path }: Script, by: 'host' | 'script'): ScriptSum {
  const key = by === 'host' ? (host ?? '') : scriptHash
  let sum = sums.get(key)
  if (!sum) {
    sum = {
      ...{ host, path: by === 'host' ? null : path, pageViews: 0, blockedPageViews: 0 },
      ...{ requests: 0, transferredBytes: 0, blockingMs: 0, forcedLayoutMs: 0, failures: 0 },
      ...{ durations: [], pages: new Map(), pageHosts: new Set() },
    }
    sums.set(key, sum)
  }
  return sum
}

function add(sum: ScriptSum, numbers: readonly number[]): void {
  for (const [index, name] of scriptNumberNames.entries()) {
    if (name !== 'durationMs') sum[name] += numbers[index] as number
  }
}
