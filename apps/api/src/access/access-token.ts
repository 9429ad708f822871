import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { getOrCreateSetting, writeSetting } from '../storage/queries/settings.ts'
import type { Storage } from '../storage/storage.ts'

const sessionDays = 30
const settingKey = 'access_token'

/** The secret that gives access to the read API, and the sessions signed with it. */
export interface AccessToken {
  /** Compares in constant time. */
  matches(candidate: string): boolean
  /** Returns a cookie value with the end of the session and a signature. Sessions are not stored, so every process can check them. */
  issueSession(): { value: string; maxAgeSeconds: number }
  isSession(value: string): boolean
  /** The token itself, for the start log. */
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

/** Returns the configured token, or the one made at the first start and kept in the database. */
export async function settleAccessToken(configured: string | undefined, storage: Storage): Promise<AccessToken> {
  if (configured !== undefined) return accessToken(configured)
  await storage.ready
  return accessToken(await getOrCreateSetting(storage.db, settingKey, makeToken()))
}

/** Replaces the token in the database; running processes keep using the old one. */
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
