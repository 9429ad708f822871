import type { Submission } from '@collector/schema'
import { truncate } from '../describe/truncate.ts'
import { byteLength } from './byte-length.ts'
import { toJson } from './to-json.ts'

/**
 * Successive limits, each used if the one before leaves the body too large: resources, errors, errors with breadcrumbs,
 * characters per text, characters of all texts. A character takes at most 6 bytes.
 */
const measures = [
  [100, 50, 3, 2000],
  [20, 20, 1, 500],
  [0, 10, 0, 200, 9000],
] as const

/**
 * Returns the submission as JSON that fits: the least important parts are cut first. `truncated` names them with
 * their original number.
 *
 * @param maxBytes of UTF-8, at least 60,000
 */
export function fit(submission: Submission, maxBytes: number): string {
  let body = toJson(submission)
  for (const [maxResources, maxErrors, maxTrails, maxText, maxLength] of measures) {
    if (byteLength(body) <= maxBytes) break
    const { performance, errors = [], truncated } = submission
    const { resources = [] } = performance ?? {}
    // the first members are never left out
    const cut = Object.assign({ truncated: {} }, submission, {
      truncated: { resources: resources.length, errors: errors.length, ...truncated },
      errors: highest(errors, maxErrors, (one) => Number(!one?.noise)).map((one, index) =>
        index < maxTrails ? one : { ...one, breadcrumbs: undefined },
      ),
      performance: {
        ...performance,
        resources: highest(resources, maxResources, (one) => one.duration),
        longAnimationFrames: [],
      },
    })
    body = toJson(cut, (text) => truncate(text, maxText), maxLength)
  }
  return body
}

/** Returns the items of the highest rank, the latest of equal ones, in their order. */
function highest<One>(list: One[], count: number, rank: (one: One) => number): One[] {
  const kept = new Set(
    [...list]
      .reverse()
      .sort((a, b) => rank(b) - rank(a))
      .slice(0, count),
  )
  return list.filter((one) => kept.has(one))
}
