import { readFile } from 'node:fs/promises'
import type { BrowserContext } from 'playwright'

/** The part of a submission that tests read. */
export interface RecordedSubmission {
  page: { url: string; pageViewId: string; sequence: number }
  browser: Record<string, unknown>
  performance: { vitals: Record<string, { value: number }>; resources: { name: string }[] }
  fingerprints?: { hash: string; hashVersion: number; components: Record<string, { value?: unknown; error?: string }> }
  errors: Record<string, unknown>[]
  truncated?: Record<string, number>
}

const dist = new URL('../packages/sdk/dist/', import.meta.url)
export const collectorOrigin = 'https://collector.example'

/** Serves the built SDK on an origin of its own and records posted submissions without storing them. */
export async function recordSubmissions(context: BrowserContext): Promise<RecordedSubmission[]> {
  const submissions: RecordedSubmission[] = []
  const headers = { 'access-control-allow-origin': '*' }
  await context.route(`${collectorOrigin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    if (route.request().method() === 'POST') {
      submissions.push(route.request().postDataJSON())
      return route.fulfill({ status: 204, headers })
    }
    const body = await readFile(new URL(`.${pathname}`, dist))
    return route.fulfill({ status: 200, headers, contentType: 'text/javascript', body })
  })
  return submissions
}
