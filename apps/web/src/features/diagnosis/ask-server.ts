import type { CheckAnswer } from '@collector/schema'
import { withBase } from '../../router/base-path.ts'

/** The server's answer, and when its clock was read by this browser's: ms since 1970, in the middle between request and answer. */
export interface ServerAnswer extends CheckAnswer {
  askedAt: number
}

/** @throws without an answer, or with one of something else on the way */
export async function askServer(): Promise<ServerAnswer> {
  const before = Date.now()
  const response = await fetch(withBase('/check'), { cache: 'no-store' })
  const after = Date.now()
  if (!response.ok) throw new Error(`The server answered ${response.status}`)
  return { ...((await response.json()) as CheckAnswer), askedAt: (before + after) / 2 }
}
