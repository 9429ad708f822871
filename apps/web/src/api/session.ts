import type { SessionAnswer } from '@collector/schema'
import { withBase } from '../router/base-path.ts'
import { ApiError, request, signedOut } from './request.ts'

let asked: Promise<boolean | undefined> | undefined

/** Returns whether the visitor is signed in, for pages that send no other request; undefined if that is unknown. Asks once. */
export function isSignedIn(): Promise<boolean | undefined> {
  asked ??= askSession()
  return asked
}

async function askSession(): Promise<boolean | undefined> {
  try {
    const response = await fetch(withBase('/api/session'))
    return response.ok ? ((await response.json()) as SessionAnswer).isSignedIn : undefined
  } catch {
    return undefined
  }
}

/**
 * Opens a session by the access token.
 *
 * @throws ApiError whose message says what to do
 */
export async function signIn(token: string): Promise<void> {
  try {
    await request('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    asked = undefined
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) throw new ApiError('This access token is wrong.', 401)
    throw error
  }
}

export async function signOut(): Promise<void> {
  await request('/session', { method: 'DELETE' })
  asked = undefined
  dispatchEvent(new Event(signedOut))
}
