import type { IncomingHttpHeaders } from 'node:http'
import { parseEnvelope } from './envelope.ts'

/**
 * Finds the public key of the DSN in the places where Sentry's clients put it: the query, the header `X-Sentry-Auth`, and the
 * header of the envelope.
 */
export function dsnKeyOf(headers: IncomingHttpHeaders, query: Record<string, unknown>): string | undefined {
  const inQuery = query['sentry_key']
  if (typeof inQuery === 'string') return inQuery
  const header = headers['x-sentry-auth'] ?? headers.authorization
  const text = [header ?? []].flat().join(',')
  return /sentry_key=(\w+)/.exec(text)?.[1]
}

/** @throws RefusedError for a body that is no envelope */
export function dsnKeyInEnvelope(bytes: Buffer): string | undefined {
  const { dsn } = parseEnvelope(bytes).header
  return typeof dsn === 'string' ? (URL.parse(dsn)?.username ?? undefined) : undefined
}
