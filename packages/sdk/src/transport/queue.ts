import { readStored, writeStored } from '../browser/storage.ts'

/** A submission as it will be posted; its id stays the same however often that is. */
export interface Queued {
  submissionId: string
  body: string
  /** When it was made, ms since 1970. */
  madeAt: number
}

const maxCharacters = 256_000
const maxAgeMs = 24 * 3600 * 1000

/**
 * What is not yet acknowledged. It is kept in localStorage, so that it survives a reload, a crash and being offline. Two
 * tabs may both send the same one: the server stores an id once.
 */
export function createQueue(endpoint: string) {
  const key = `collector:${endpoint}`
  /** For where storage is blocked or full, and all that this page made itself. */
  const own = new Map<string, Queued>()

  const stored = (): Queued[] => {
    try {
      const parsed = JSON.parse(readStored(key) ?? '[]')
      return Array.isArray(parsed) ? parsed.filter((item) => typeof item?.body === 'string') : []
    } catch {
      return []
    }
  }

  /** Reads what is there now: another tab may have changed it meanwhile. */
  const update = (change: (items: Queued[]) => Queued[]): void => {
    const items = change(stored())
    let characters = 0
    // the newest stay
    const kept = items.reverse().filter((item) => {
      characters += item.body.length
      return characters <= maxCharacters && item.madeAt > Date.now() - maxAgeMs
    })
    kept.reverse()
    writeStored(key, kept.length > 0 ? JSON.stringify(kept) : null)
  }

  return {
    add(item: Queued): void {
      own.set(item.submissionId, item)
      update((items) => [...items, item])
    },
    remove({ submissionId }: Queued): void {
      own.delete(submissionId)
      update((items) => items.filter((item) => item.submissionId !== submissionId))
    },
    /** Oldest first. */
    items(): Queued[] {
      const all = new Map(stored().map((item) => [item.submissionId, item]))
      for (const [id, item] of own) all.set(id, item)
      return [...all.values()].sort((a, b) => a.madeAt - b.madeAt)
    },
    clear(): void {
      own.clear()
      writeStored(key, null)
    },
  }
}
