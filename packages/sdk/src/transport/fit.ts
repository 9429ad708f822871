import type { Resource, Submission } from '@collector/schema'
import { truncate } from '../collectors/errors/truncate.ts'

/** How many resources and errors are kept, and characters of a stack: the next where the one before is still too much. */
const measures = [
  [100, 50, 2000],
  [20, 10, 500],
] as const

/**
 * The submission, small enough as JSON: what tells least goes first. What was cut is named in `truncated`, with how many
 * there were.
 *
 * @param maxBytes of UTF-8
 */
export function fit(submission: Submission, maxBytes: number): Submission {
  const { performance, errors = [] } = submission
  const { resources = [] } = performance ?? {}
  let fitting = submission
  for (const [maxResources, maxErrors, maxStack] of measures) {
    if (new TextEncoder().encode(JSON.stringify(fitting)).length <= maxBytes) break
    fitting = {
      ...submission,
      performance: { ...performance, resources: longest(resources, maxResources), longAnimationFrames: [] },
      errors: errors
        .slice(0, maxErrors)
        .map((error) => ({ ...error, ...(error.stack && { stack: truncate(error.stack, maxStack) }) })),
      truncated: { resources: resources.length, errors: errors.length, ...submission.truncated },
    }
  }
  return fitting
}

/** Those that took longest, in their order. */
function longest(resources: Resource[], count: number): Resource[] {
  const kept = new Set([...resources].sort((a, b) => b.duration - a.duration).slice(0, count))
  return resources.filter((one) => kept.has(one))
}
