import { canonicalHost } from '../identity/canonical-host.ts'
import type { ScriptUse } from '../storage/tables/script-bytes.ts'
import type { Script } from '../storage/tables/scripts.ts'
import { type Decode, type Json, maxInteger, object, positiveInteger } from './clean.ts'
import { hashText } from './hash-text.ts'
import { memoize } from './memoize.ts'
import { scriptPath } from './script-path.ts'

/** A page view keeps those that cost most. */
const maxScripts = 20
/** Resources and frames that are read: one sender must not compute without end. */
const maxRead = 2000

/**
 * Extracts what the scripts of a page cost, the most expensive first.
 *
 * @param pageUrl to tell the scripts that stand in the page itself
 */
export function extractScripts(performance: Json, errors: unknown, pageUrl: unknown, decode: Decode): ScriptUse[] {
  const uses = new Map<string, ScriptUse>()
  const page = typeof pageUrl === 'string' ? withoutQuery(pageUrl) : undefined
  const useOf = (address: string): ScriptUse => {
    const sent = withoutQuery(address)
    const script = sent === page ? inPage(decode(sent)) : identify(decode(sent))
    let use = uses.get(script.scriptHash)
    if (!use) {
      use = {
        ...script,
        requests: 0,
        transferredBytes: 0,
        durationMs: 0,
        blockingMs: 0,
        forcedLayoutMs: 0,
        failures: 0,
      }
      uses.set(script.scriptHash, use)
    }
    return use
  }
  for (const resource of list(performance['resources'])) addResource(resource, useOf)
  for (const frame of list(performance['longAnimationFrames'])) addFrame(frame, useOf)
  const failed = new Map<ScriptUse, number>()
  for (const error of list(errors)) {
    const use = failedScript(error, useOf)
    if (use) failed.set(use, (failed.get(use) ?? 0) + (positiveInteger(error['count']) ?? 1))
  }
  for (const [use, failures] of failed) {
    // the browser may tell a failure by its status, by an event, or by both
    use.failures = Math.min(maxInteger, Math.max(use.failures, failures))
    use.requests = Math.max(use.requests, use.failures)
  }
  return [...uses.values()].toSorted(byCost).slice(0, maxScripts).map(rounded)
}

function byCost(a: ScriptUse, b: ScriptUse): number {
  return (
    b.blockingMs + b.forcedLayoutMs - a.blockingMs - a.forcedLayoutMs ||
    b.failures - a.failures ||
    b.transferredBytes - a.transferredBytes ||
    b.durationMs - a.durationMs
  )
}

function addResource(resource: Json, useOf: (address: string) => ScriptUse): void {
  const { name, type } = resource
  if (typeof name !== 'string' || !(type === 'script' || isScriptAddress(name))) return
  const use = useOf(name)
  use.requests++
  use.transferredBytes = Math.min(Number.MAX_SAFE_INTEGER, use.transferredBytes + amount(resource['size']))
  use.durationMs = Math.max(use.durationMs, amount(resource['duration']))
  if (amount(resource['status']) >= 400) use.failures++
}

/** The blocking time of a frame is shared among its scripts by how long each ran, and is never more than that. */
function addFrame(frame: Json, useOf: (address: string) => ScriptUse): void {
  const scripts = list(frame['scripts'])
  const total = scripts.reduce((sum, script) => sum + amount(script['duration']), 0)
  for (const script of scripts) {
    const { sourceURL } = script
    const duration = amount(script['duration'])
    const use = useOf(typeof sourceURL === 'string' ? sourceURL : '')
    if (total > 0) use.blockingMs += Math.min(duration, (amount(frame['blockingDuration']) * duration) / total)
    use.forcedLayoutMs += amount(script['forcedStyleAndLayoutDuration'])
  }
}

function failedScript(error: Json, useOf: (address: string) => ScriptUse): ScriptUse | undefined {
  const { type, source, message } = error
  if (type !== 'resource' || typeof source !== 'string') return undefined
  const isScript = (typeof message === 'string' && message.startsWith('<script>')) || isScriptAddress(source)
  return isScript ? useOf(source) : undefined
}

function isScriptAddress(address: string): boolean {
  return /^https?:[^?#]*\.m?js(?:[?#]|$)/i.test(address)
}

function withoutQuery(address: string): string {
  const end = address.search(/[?#]/)
  return end < 0 ? address : address.slice(0, end)
}

const identify = memoize(
  (address): Script => {
    const url = URL.parse(address)
    if (!url || !/^https?:$/.test(url.protocol)) return unknownScript
    return script(canonicalHost(url.host), scriptPath(url.pathname))
  },
  { maxKnown: 5000, maxLength: 512 },
)

const inPage = memoize((address): Script => script(hostOf(address), null), { maxKnown: 1000, maxLength: 512 })

function hostOf(address: string): string | null {
  const host = URL.parse(address)?.host
  return host ? canonicalHost(host) : null
}

function script(host: string | null, path: string | null): Script {
  return { scriptHash: hashText(`${host ?? ''} ${path ?? ''}`), host, path }
}

/** Extensions, code made from text, and what the browser does not name. */
const unknownScript = script(null, null)

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.slice(0, maxRead).map(object) : []
}

function amount(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.min(value, maxInteger) : 0
}

function rounded(use: ScriptUse): ScriptUse {
  const { durationMs, blockingMs, forcedLayoutMs, transferredBytes } = use
  return {
    ...use,
    transferredBytes: Math.round(transferredBytes),
    durationMs: Math.round(durationMs),
    blockingMs: Math.round(blockingMs),
    forcedLayoutMs: Math.round(forcedLayoutMs),
  }
}
