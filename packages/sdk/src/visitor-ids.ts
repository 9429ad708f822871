import { readStored, writeStored } from './browser/storage.ts'
import { uuid } from './browser/uuid.ts'

const sessionKey = 'collector:session'
const visitorKey = 'collector:visitor'

/** A random id for as long as this tab lives, and one for this browser, which is kept only if asked for. */
export function visitorIds(keepsVisitorId: boolean): { sessionId: string; visitorId?: string } {
  const sessionId = idIn(sessionKey, () => sessionStorage)
  return keepsVisitorId ? { sessionId, visitorId: idIn(visitorKey, () => localStorage) } : { sessionId }
}

export function forgetVisitorIds(): void {
  writeStored(sessionKey, null, () => sessionStorage)
  writeStored(visitorKey, null)
}

function idIn(key: string, storage: () => Storage): string {
  const known = readStored(key, storage)
  if (known) return known
  const made = uuid()
  writeStored(key, made, storage)
  return made
}
