import type { SubmissionItem } from '@collector/schema'

/** A list, newest first, that grows while it is read: what came while nobody wants it to move waits. */
export interface LiveList {
  shown: readonly SubmissionItem[]
  waiting: readonly SubmissionItem[]
}

/** A list with what arrived, oldest first. What it has already it does not take again. */
export function arrive(list: LiveList, items: readonly SubmissionItem[], isPaused: boolean): LiveList {
  const known = new Set([...list.shown, ...list.waiting].map(({ id }) => id))
  const fresh = items.filter(({ id }) => !known.has(id))
  const waiting = [...fresh.toReversed(), ...list.waiting]
  return isPaused ? { ...list, waiting } : { shown: [...waiting, ...list.shown], waiting: [] }
}

/** The list with what waited. */
export function release({ shown, waiting }: LiveList): LiveList {
  return { shown: [...waiting, ...shown], waiting: [] }
}
