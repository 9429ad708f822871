import { setTimeout as sleep } from 'node:timers/promises'
import type { Frame } from '@collector/schema'
import { hashTextHex } from '../ingest/hash-text.ts'
import { normaliseMessage } from '../ingest/normalise-message.ts'
import { normalisePath } from '../ingest/normalise-path.ts'
import { mapErrors } from '../source-maps/map-errors.ts'
import { fileNameOf } from '../source-maps/script-name.ts'
import { readSentError, type SentError, withoutQuery } from '../source-maps/sent-error.ts'
import type { Database } from '../storage/database.ts'
import { type ExaminedGroup, storeExamined, unexaminedGroups } from '../storage/queries/merged-groups.ts'
import { sentErrors } from './sent-errors.ts'

const batchSize = 50
const maxWaitMs = 1000
/** As many frames as decide the group of an unmapped error. */
const maxFrames = 5

const running = new WeakMap<Database, Promise<number>>()

/**
 * Maps the latest error of some groups not examined since their maps were uploaded, and merges groups that are then equal.
 * A call during a run returns the promise of that run.
 *
 * @returns how many groups were examined
 */
export function regroup(db: Database): Promise<number> {
  let current = running.get(db)
  if (!current) {
    current = examine(db).finally(() => running.delete(db))
    running.set(db, current)
  }
  return current
}

/** Runs `regroup` before an answer about groups, and waits at most `maxWaitMs`. The job retries a failure. */
export async function settleGroups(db: Database): Promise<void> {
  await Promise.race([regroup(db).catch(() => 0), sleep(maxWaitMs, undefined, { ref: false })])
}

async function examine(db: Database): Promise<number> {
  const groups = await unexaminedGroups(db, batchSize)
  if (groups.length === 0) return 0
  const sent = await sentErrors(
    db,
    groups.map(({ debugDataId }) => debugDataId),
  )
  const errors = groups.map(({ debugDataId, ordinal }) => {
    const { entries = [], release = null, pageUrl = null } = sent.get(debugDataId) ?? {}
    return readSentError(entries[ordinal], release, pageUrl)
  })
  const frames = await mapErrors(db, errors)
  await storeExamined(
    db,
    groups.map(({ groupKey, noise }, index) => ({
      groupKey,
      ...examined(errors[index] as SentError, (frames[index] as Frame[]).slice(0, maxFrames), noise),
    })),
  )
  return groups.length
}

function examined(error: SentError, frames: Frame[], noise: string | null): Omit<ExaminedGroup, 'groupKey'> {
  const unmapped = error.frames.slice(0, maxFrames).filter((_, at) => frames[at]?.reason !== null)
  const urls = unmapped.map(({ address }) => withoutQuery(address))
  const awaitedMaps = urls.flatMap((url) => [fileNameOf(url), ...[error.debugIds.get(url) ?? []].flat()])
  const isMapped = frames.some(({ reason }) => reason === null)
  return { mappedKey: isMapped ? mappedKey(error, frames, noise) : null, awaitedMaps: [...new Set(awaitedMaps)] }
}

/** Returns the same key for errors with the same type, message and mapped frames, ignoring names that a minifier chose. */
function mappedKey({ type, name, message }: SentError, frames: Frame[], noise: string | null): string {
  const places = frames.map((frame) =>
    frame.reason === null ? `${frame.function ?? ''}@${frame.file}` : normalisePath(frame.file ?? ''),
  )
  return hashTextHex(JSON.stringify([type, name, withoutMinifiedNames(normaliseMessage(message)), places, noise]))
}

/** "t.pay is not a function" is "e.pay is not a function" in the next build. */
function withoutMinifiedNames(message: string): string {
  return message.replace(/(?<![\w$.])[A-Za-z_$][\w$]?(?=\.[\w$]| is not (?:a|an|defined|iterable)\b)/g, '<name>')
}
