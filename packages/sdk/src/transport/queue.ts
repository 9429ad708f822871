import { writeStored } from '../browser/storage.ts'

/** A submission to post; retries keep its id. */
export interface Queued {
  submissionId: string
  body: string
  /** When it was made, ms since 1970. */
  madeAt: number
  /** Failed attempts of this page. */
  failures?: number
}

const maxCharacters = 256_000
const maxAgeMs = 24 * 3600 * 1000

/**
 * Queue of unacknowledged submissions, also in localStorage under a key each, so that they survive reloads, crashes
 * and time offline. Two tabs may send the same one: the server stores an id once.
 */
export function createQueue(endpoint: string) {
  const prefix = `collector:${endpoint}#`
  const items = new Map<string, Queued>()

  function remove(submissionId: string): void {
    items.delete(submissionId)
    writeStored(prefix + submissionId, null)
  }

  /** Restores submissions of other pages. Beyond the limit the newest stay. */
  function restore(): void {
    for (const [key, text] of storedEntries()) {
      if (!key.startsWith(prefix)) continue
      const submissionId = key.slice(prefix.length)
      items.set(submissionId, {
        submissionId,
        madeAt: Number.parseInt(text, 10),
        body: text.slice(text.indexOf(' ') + 1),
      })
    }
    let characters = 0
    for (const { submissionId, body, madeAt } of sorted(items).reverse()) {
      characters += body.length
      if (!(madeAt > Date.now() - maxAgeMs) || characters > maxCharacters) remove(submissionId)
    }
  }

  return {
    add(item: Queued): void {
      items.set(item.submissionId, item)
      writeStored(prefix + item.submissionId, `${item.madeAt} ${item.body}`)
    },
    remove,
    restore,
    /** Returns the items that failed least, oldest first. */
    items: () => sorted(items),
    /** Removes all submissions, those of other pages too. */
    clear(): void {
      restore()
      for (const submissionId of items.keys()) remove(submissionId)
    },
  }
}

function sorted(items: Map<string, Queued>): Queued[] {
  return [...items.values()].sort((a, b) => (a.failures ?? 0) - (b.failures ?? 0) || a.madeAt - b.madeAt)
}

function storedEntries(): [string, string][] {
  try {
    return Object.entries(localStorage)
  } catch {
    // blocked, as in frames of other sites
    return []
  }
}
