import type { CreatedToken, NewToken, TokensAnswer } from '@collector/schema'
import { request, requestJson } from '../../api/request.ts'

export function getTokens(signal: AbortSignal): Promise<TokensAnswer> {
  return requestJson('/tokens', { signal })
}

export function createToken(token: NewToken): Promise<CreatedToken> {
  return requestJson('/tokens', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(token),
  })
}

export async function revokeToken(id: string): Promise<void> {
  await request(`/tokens/${id}`, { method: 'DELETE' })
}
