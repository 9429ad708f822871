import { readStored, writeStored } from './browser/storage.ts'
import { uuid } from './browser/uuid.ts'

const sessionKey = 'collector:session'
const visitorKey = 'collector:visitor'

/** Returns a random id for this tab, and one for this browser only with the option visitorId. */
export function visitorIds(keepsVisitorId: boolean): { sessionId: string; visitorId?: string } {
  return {
    sessionId: idIn(sessionKey, () => sessionStorage),
    ...(keepsVisitorId && { visitorId: idIn(visitorKey) }),
  }
}

export function forgetVisitorIds(): void {
  writeStored(sessionKey, null, () => sessionStorage)
  writeStored(visitorKey, null)
}

function idIn(key: string, storage?: () => Storage): string {
  const known = readStored(key, storage)
  if (known) return known
  const made = uuid()
  writeStored(key, made, storage)
  return made
}
