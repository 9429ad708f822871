import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { getOrCreateSetting, writeSetting } from '../storage/queries/settings.ts'
import type { Storage } from '../storage/storage.ts'

const sessionDays = 30
const settingKey = 'access_token'

/** The one secret that opens the read API, and the sessions signed with it. */
export interface AccessToken {
  /** Compares in constant time. */
  matches(candidate: string): boolean
  /** A session's cookie value: when it ends, and a signature. Nothing is kept here, so every process knows it. */
  issueSession(): { value: string; maxAgeSeconds: number }
  isSession(value: string): boolean
  /** For the start log. */
  readonly value: string
}

export function accessToken(value: string): AccessToken {
  const sign = (endsAt: string) => createHmac('sha256', value).update(`session ${endsAt}`).digest('base64url')
  return {
    value,
    matches: (candidate) => isEqual(candidate, value),
    issueSession() {
      const maxAgeSeconds = sessionDays * 86_400
      const endsAt = String(Date.now() + maxAgeSeconds * 1000)
      return { value: `${endsAt}.${sign(endsAt)}`, maxAgeSeconds }
    },
    isSession(session) {
      const [endsAt = '', signature = ''] = session.split('.')
      return isEqual(signature, sign(endsAt)) && Number(endsAt) > Date.now()
    },
  }
}

/** The configured token, or the one made at the first start and kept in the database. */
export async function settleAccessToken(configured: string | undefined, storage: Storage): Promise<AccessToken> {
  if (configured !== undefined) return accessToken(configured)
  await storage.ready
  return accessToken(await getOrCreateSetting(storage.db, settingKey, makeToken()))
}

/** Replaces the kept token; processes that run go on with the one they know. */
export async function replaceAccessToken({ db }: Storage): Promise<void> {
  await writeSetting(db, settingKey, makeToken())
}

function makeToken(): string {
  return randomBytes(24).toString('base64url')
}

function isEqual(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
