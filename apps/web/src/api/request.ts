import type { ErrorAnswer } from '@collector/schema'
import { withBase } from '../router/base-path.ts'

/** A failed request: an error answer, or no answer. Its message is for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** HTTP status; absent without an answer. */
  readonly status?: number

  constructor(message: string, status?: number) {
    super(message)
    this.status = status
  }
}

/** Events on the window: the API refused a request for lack of a session, or accepted one. */
export const signedOut = 'collector:signed-out'
export const signedIn = 'collector:signed-in'

/**
 * Sends a request to the read API.
 *
 * @throws ApiError, or an AbortError when the signal says so
 */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await answer(path, init)
  if (response.ok) {
    dispatchEvent(new Event(signedIn))
    return response
  }
  if (response.status === 401) dispatchEvent(new Event(signedOut))
  // a 404 proves a session: without one the API answers 401
  if (response.status === 404) dispatchEvent(new Event(signedIn))
  throw new ApiError(await reason(response), response.status)
}

export async function requestJson<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  const response = await request(path, init)
  return (await response.json()) as Answer
}

async function answer(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(withBase(`/api${path}`), init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ApiError('The server cannot be reached.')
  }
}

async function reason(response: Response): Promise<string> {
  const body: Partial<ErrorAnswer> = await response.json().catch(() => ({}))
  return body.message ?? `The server answered ${response.status}.`
}
