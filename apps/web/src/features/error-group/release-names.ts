import type { ReleasesAnswer } from '@collector/schema'
import { requestJson } from '../../api/request.ts'

/** Lists the names of releases, newest first. */
export async function releaseNames(): Promise<string[]> {
  const { items } = await requestJson<ReleasesAnswer>('/releases?limit=20')
  return [...new Set(items.map(({ release }) => release))]
}
