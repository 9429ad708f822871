import { readStored, writeStored } from './browser/storage.ts'
import { uuid } from './browser/uuid.ts'

const sessionKey = 'collector:session'
const visitorKey = 'collector:visitor'

/** Returns a random id for this tab, and one for this browser only with the option visitorId. */
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
