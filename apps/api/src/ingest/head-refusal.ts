import type { IncomingHttpHeaders } from 'node:http'
import { RefusedError } from '../http-errors.ts'
import { isContentEncoding } from './content-encoding.ts'

const maxQuoted = 100

/** JSON, and the text that a page may send without a preflight. */
const submissionTypes = ['application/json', 'text/plain']

/** Returns the refusal of a body whose headers announce another content type, or an unknown encoding. */
export function headRefusal(
  headers: IncomingHttpHeaders,
  contentTypes: readonly string[] = submissionTypes,
): RefusedError | undefined {
  const { 'content-type': type, 'content-encoding': encoding } = headers
  const [essence = ''] = (type ?? '').split(';')
  if (!contentTypes.includes(essence.trim().toLowerCase())) {
    return new RefusedError(415, `Content-Type must be ${contentTypes.join(' or ')}; it is ${quoted(type)}`)
  }
  if (!isContentEncoding(encoding)) {
    return new RefusedError(415, `Content-Encoding must be gzip, deflate, br or identity; it is ${quoted(encoding)}`)
  }
  return undefined
}

function quoted(value: string | undefined): string {
  return value === undefined ? 'missing' : `"${value.slice(0, maxQuoted)}"`
}
