import type { Frame as MappedFrame } from '@collector/schema'
import type { Frame } from '../ingest/stack-frames.ts'
import type { Database } from '../storage/database.ts'
import { findMappedScripts, type MappedScript, noteUsedMaps, readSourceMap } from '../storage/queries/source-maps.ts'
import { type FoundScript, findScript } from './find-script.ts'
import { type FramePlace, frameOf, whyNoFrames } from './frame-of.ts'
import type { MappedPosition, Position } from './map-job.ts'
import { runMapJob } from './run-map-job.ts'
import { fileNameOf } from './script-name.ts'
import { type SentError, withoutQuery } from './sent-error.ts'

/** More scripts of the same names are of builds long ago. */
const maxCandidates = 2000

/** Positions of one map that are asked for, and what they are in its sources. */
interface Lookup {
  script: MappedScript
  positions: Map<string, Position>
  mapped: Map<string, MappedPosition | null>
  failure: string | undefined
}

/** Maps the frames of errors, by the maps that are stored now. Each map is read once. */
export async function mapErrors(db: Database, errors: SentError[]): Promise<MappedFrame[][]> {
  const candidates = await candidatesOf(db, errors)
  const lookups = new Map<string, Lookup>()
  const found = errors.map((error) => error.frames.map((frame) => locate(error, frame, candidates, lookups)))
  for (const lookup of lookups.values()) await fill(db, lookup)
  const used = [...lookups.values()].filter(({ failure }) => failure === undefined)
  if (used.length > 0)
    await noteUsedMaps(
      db,
      used.map(({ script }) => script.id),
    )
  return errors.map((error, index) => {
    if (error.frames.length === 0) return [whyNoFrames(error)]
    const places = (found[index] as FoundScript[]).map((script, at) =>
      placeOf(script, error.frames[at] as Frame, lookups),
    )
    return error.frames.map((frame, at) => frameOf(error, frame, places[at] as FramePlace, places[at + 1]))
  })
}

async function candidatesOf(db: Database, errors: SentError[]): Promise<MappedScript[]> {
  const fileNames = errors.flatMap(({ frames }) => frames.map(({ address }) => fileNameOf(withoutQuery(address))))
  const debugIds = errors.flatMap((error) => [...error.debugIds.values()])
  if (fileNames.length === 0) return []
  return findMappedScripts(db, [...new Set(debugIds)], [...new Set(fileNames)], maxCandidates)
}

/** Finds the script of a frame, and asks for its position. */
function locate(
  { debugIds, release, pageUrl }: SentError,
  { address, line, column }: Frame,
  candidates: MappedScript[],
  lookups: Map<string, Lookup>,
): FoundScript {
  const url = withoutQuery(address)
  if (/^[a-z-]+-extension:/i.test(url)) return { reason: 'code of a browser extension' }
  if (line === null || column === null) return { reason: 'WebAssembly has no line and column' }
  const found = findScript({ url, debugId: debugIds.get(url), release }, candidates)
  if ('reason' in found) {
    return pageUrl !== null && url === withoutQuery(pageUrl) ? { reason: 'script written into the page' } : found
  }
  const { contentHash } = found.script
  let lookup = lookups.get(contentHash)
  if (!lookup) {
    lookup = { script: found.script, positions: new Map(), mapped: new Map(), failure: undefined }
    lookups.set(contentHash, lookup)
  }
  lookup.positions.set(`${line}:${column}`, { line, column })
  return found
}

async function fill(db: Database, lookup: Lookup): Promise<void> {
  const { contentHash } = lookup.script
  const positions = [...lookup.positions.values()]
  let answer = await runMapJob({ kind: 'map', contentHash, positions })
  if (answer.kind === 'missing') {
    const compressed = await readSourceMap(db, contentHash)
    if (compressed) answer = await runMapJob({ kind: 'map', contentHash, positions, compressed })
  }
  if (answer.kind === 'mapped') {
    const { positions: mapped } = answer
    lookup.mapped = new Map([...lookup.positions.keys()].map((key, index) => [key, mapped[index] ?? null]))
  } else {
    lookup.failure = answer.kind === 'failed' ? answer.message : 'it was deleted'
  }
}

function placeOf(found: FoundScript, { line, column }: Frame, lookups: Map<string, Lookup>): FramePlace {
  if ('reason' in found) return found
  const { failure, mapped } = lookups.get(found.script.contentHash) as Lookup
  if (failure !== undefined) return { reason: `the map of ${found.script.name} cannot be read: ${failure}` }
  const position = mapped.get(`${line}:${column}`)
  return position ? { position } : { reason: `no position for ${line}:${column} in the map of ${found.script.name}` }
}
