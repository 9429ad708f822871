import type { Submission } from '@collector/schema'
import { truncate } from '../collectors/errors/truncate.ts'

/** Below the 64 KiB that browsers let a leaving page send. */
const maxBytes = 60_000

/**
 * The JSON of a submission, small enough to be sent from a page that is leaving: what tells least goes first, and what was
 * cut is marked in `truncated`.
 */
export function fit(submission: Submission): string {
  let fitting = submission
  let body = JSON.stringify(fitting)
  for (const step of steps) {
    if (byteLength(body) <= maxBytes) break
    fitting = step(fitting)
    body = JSON.stringify(fitting)
  }
  return body
}

const steps: ((submission: Submission) => Submission)[] = [
  (submission) => withPerformance(submission, { longAnimationFrames: undefined }),
  (submission) => keepResources(submission, 100),
  (submission) => ({
    ...submission,
    truncated: { ...truncatedOf(submission), stacks: 1000 },
    errors: submission.errors?.map((error) => ({ ...error, stack: error.stack && truncate(error.stack, 1000) })),
  }),
  (submission) => keepResources(submission, 20),
  (submission) => ({
    ...submission,
    truncated: { ...truncatedOf(submission), errors: submission.errors?.length },
    errors: submission.errors?.slice(0, 10),
  }),
]

function truncatedOf(submission: Submission): object {
  return (submission as { truncated?: object }).truncated ?? {}
}

function withPerformance(submission: Submission, change: object): Submission {
  return { ...submission, performance: { ...submission.performance, ...change } }
}

/** The ones that took longest, in their order, and how many there were. */
function keepResources(submission: Submission, count: number): Submission {
  const resources = submission.performance?.resources ?? []
  if (resources.length <= count) return submission
  const limit = resources.map((resource) => resource.duration).sort((a, b) => b - a)[count] ?? 0
  const kept = resources.filter((resource) => resource.duration > limit).slice(0, count)
  return {
    ...withPerformance(submission, { resources: kept }),
    truncated: { resources: resources.length, ...truncatedOf(submission) },
  }
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
