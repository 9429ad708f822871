import type { IncomingHttpHeaders } from 'node:http'
import { RefusedError } from '../http-errors.ts'
import { isContentEncoding } from './content-encoding.ts'

const maxQuoted = 100

/** Returns the refusal of a body whose headers announce neither JSON nor the text that pages may send without a preflight. */
export function headRefusal(headers: IncomingHttpHeaders): RefusedError | undefined {
  const { 'content-type': type, 'content-encoding': encoding } = headers
  if (!/^\s*(application\/json|text\/plain)\s*(;|$)/i.test(type ?? '')) {
    return new RefusedError(415, `Content-Type must be application/json or text/plain; it is ${quoted(type)}`)
  }
  if (!isContentEncoding(encoding)) {
    return new RefusedError(415, `Content-Encoding must be gzip, deflate, br or identity; it is ${quoted(encoding)}`)
  }
  return undefined
}

function quoted(value: string | undefined): string {
  return value === undefined ? 'missing' : `"${value.slice(0, maxQuoted)}"`
}
