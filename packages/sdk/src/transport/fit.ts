import type { Resource, Submission } from '@collector/schema'
import { truncate } from '../collectors/errors/truncate.ts'
import { byteLength } from './byte-length.ts'
import { toJson } from './to-json.ts'

/**
 * How many resources and errors are kept, characters of a text and of all: the next where the one before is still too
 * much. A character takes 6 bytes at most.
 */
const measures = [
  [100, 50, 2000],
  [20, 20, 500],
  [0, 10, 200, 9000],
] as const

/**
 * The submission as JSON that is small enough: what tells least goes first. What was cut is named in `truncated`, with how
 * many there were.
 *
 * @param maxBytes of UTF-8, at least 60,000
 */
export function fit(submission: Submission, maxBytes: number): string {
  let body = toJson(submission)
  for (const [maxResources, maxErrors, maxText, maxLength] of measures) {
    if (byteLength(body) <= maxBytes) break
    const { performance, errors = [], truncated } = submission
    const { resources = [] } = performance ?? {}
    // the first members are never left out
    const cut = Object.assign({ truncated: {} }, submission, {
      truncated: { resources: resources.length, errors: errors.length, ...truncated },
      errors: errors.slice(-maxErrors),
      performance: { ...performance, resources: longest(resources, maxResources), longAnimationFrames: [] },
    })
    body = toJson(cut, (text) => truncate(text, maxText), maxLength)
  }
  return body
}

/** Those that took longest, in their order. */
function longest(resources: Resource[], count: number): Resource[] {
  const kept = new Set([...resources].sort((a, b) => b.duration - a.duration).slice(0, count))
  return resources.filter((one) => kept.has(one))
}
