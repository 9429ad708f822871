import { writeStored } from '../browser/storage.ts'

/** A submission as it will be posted; its id stays the same however often that is. */
export interface Queued {
  submissionId: string
  body: string
  /** When it was made, ms since 1970. */
  madeAt: number
  /** Attempts of this page that failed. */
  failures?: number
}

const maxCharacters = 256_000
const maxAgeMs = 24 * 3600 * 1000

/**
 * What is not yet acknowledged. It is in localStorage too, each under a key of its own, so that it survives a reload, a
 * crash and being offline. Two tabs may both send the same one: the server stores an id once.
 */
export function createQueue(endpoint: string) {
  const prefix = `collector:${endpoint}#`
  const items = new Map<string, Queued>()

  function remove(submissionId: string): void {
    items.delete(submissionId)
    writeStored(prefix + submissionId, null)
  }

  /** Takes over what other pages left. Of too much the newest stays. */
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
    /** Forgets those of other pages too. */
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
