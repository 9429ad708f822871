import type { Breadcrumb } from '@collector/schema'
import { isoTime } from '../iso-time.ts'
import { plainCopy } from '../privacy/plain-copy.ts'

const maxBreadcrumbs = 30
/** Characters of a text, and about those of all in one breadcrumb. */
const maxText = 1000
const maxLength = 2000

/** The latest breadcrumbs of the page, oldest first. */
export interface Trail {
  add(breadcrumb: Breadcrumb): void
  /** Returns a copy of the list. */
  list(): Breadcrumb[]
  clear(): void
}

export function createTrail(): Trail {
  let kept: Breadcrumb[] = []
  return {
    add(breadcrumb) {
      kept = [...kept, { timestamp: isoTime(), ...plainCopy(breadcrumb, maxText, maxLength) }].slice(-maxBreadcrumbs)
    },
    list: () => kept,
    clear() {
      kept = []
    },
  }
}

/** @param ms since the document began, as performance entries have it */
export function timestampAt(ms: number): string {
  return isoTime(new Date(performance.timeOrigin + ms))
}
