import type { SubmissionItem } from '@collector/schema'

/** A list, newest first, that grows while it is read. New items wait while it must not move. */
export interface LiveList {
  shown: readonly SubmissionItem[]
  waiting: readonly SubmissionItem[]
}

/** Adds items that arrived, oldest first, without duplicates. */
export function arrive(list: LiveList, items: readonly SubmissionItem[], isPaused: boolean): LiveList {
  const known = new Set([...list.shown, ...list.waiting].map(({ id }) => id))
  const fresh = items.filter(({ id }) => !known.has(id))
  const waiting = [...fresh.toReversed(), ...list.waiting]
  return isPaused ? { ...list, waiting } : { shown: [...waiting, ...list.shown], waiting: [] }
}

/** Moves the waiting items into the list. */
export function release({ shown, waiting }: LiveList): LiveList {
  return { shown: [...waiting, ...shown], waiting: [] }
}
