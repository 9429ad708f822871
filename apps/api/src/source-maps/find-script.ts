import { hasBuildHash } from '../ingest/normalise-path.ts'
import type { MappedScript } from '../storage/queries/source-maps.ts'
import { fileNameOf, pathOfScript } from './script-name.ts'

/** A script of a stack, and what tells which map is its. */
export interface WantedScript {
  /** URL without query. */
  url: string
  debugId: string | undefined
  release: string | null
}

/** The script whose map fits, or the reason why there is none. */
export type FoundScript = { script: MappedScript } | { reason: string }

/**
 * Chooses the uploaded script: by debug id; else by name and release; else by a name with a build hash, which changes with
 * the content; else by name alone if all uploads of that name have the same content.
 *
 * @param candidates latest first
 */
export function findScript({ url, debugId, release }: WantedScript, candidates: MappedScript[]): FoundScript {
  const path = pathOfScript(url)
  const byId = candidates.filter((script) => debugId !== undefined && script.debugId === debugId)
  if (byId[0]) return { script: byId[0] }
  const named = bestNamed(url, candidates)
  const ofRelease = named.find((script) => release !== null && script.release === release)
  if (ofRelease) return { script: ofRelease }
  const missing = `no map for ${path || url}${debugId === undefined ? '' : ` with debug id ${debugId}`}`
  if (named[0] && hasBuildHash(fileNameOf(path))) return { script: named[0] }
  // the map of another build of the same file would point to wrong lines
  const ofAnyRelease = named.filter((script) => script.release === null || release === null)
  const [only, ...others] = new Map(ofAnyRelease.map((script) => [script.contentHash, script])).values()
  if (debugId === undefined && only && others.length === 0) return { script: only }
  if (others.length > 0) {
    return { reason: `${others.length + 1} maps for ${path}: send the release or debug ids to tell which` }
  }
  const known = named[0]?.release
  const ofOthers = known && release !== null ? `, there is one of ${known}` : ''
  return { reason: `${missing}${release === null ? '' : ` of release ${release}`}${ofOthers}` }
}

/** Returns the scripts whose names share most folders with a URL: the whole URL is best, then the whole path. */
function bestNamed(url: string, candidates: MappedScript[]): MappedScript[] {
  const path = pathOfScript(url)
  let best = 0
  let found: MappedScript[] = []
  for (const script of candidates) {
    const rank = rankOf(script.name, url, path)
    if (rank > best) found = []
    if (rank >= best && rank > 0) found.push(script)
    best = Math.max(best, rank)
  }
  return found
}

/** Returns how many segments two names share, counted from the end, if one ends with the whole other; else 0. */
function rankOf(name: string, url: string, path: string): number {
  if (name === url) return Number.POSITIVE_INFINITY
  const own = pathOfScript(name)
  // names with a host are of that host
  if (own !== name) return 0
  const [long, short] = own.length > path.length ? [own, path] : [path, own]
  return long.endsWith(short) ? short.split('/').length : 0
}
