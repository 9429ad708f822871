import type { Inconsistency, InconsistencyName } from '@collector/schema'
import type { ScopeFacts } from './read-facts.ts'

const names = {
  userAgent: 'workerUserAgent',
  platform: 'workerPlatform',
  languages: 'workerLanguages',
  cores: 'workerCores',
  memory: 'workerMemory',
  timezone: 'workerTimezone',
  graphics: 'workerGraphics',
} as const satisfies Record<keyof ScopeFacts, InconsistencyName>

/** Compares a page with its worker. A value that one of them lacks contradicts nothing. */
export function compareScopes(page: ScopeFacts, worker: ScopeFacts): Inconsistency[] {
  return (Object.keys(names) as (keyof ScopeFacts)[]).flatMap((field) => {
    const [inPage, inWorker] = [page[field], worker[field]]
    if (inPage === undefined || inWorker === undefined || inPage === inWorker) return []
    return [{ name: names[field], evidence: { page: String(inPage), worker: String(inWorker) } }]
  })
}
