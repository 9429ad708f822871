import type { IncomingHttpHeaders } from 'node:http'
import { RefusedError } from '../http-errors.ts'
import { encodingRefusal } from './content-encoding.ts'
import { quoted } from './quoted.ts'

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
  return encodingRefusal(encoding)
}
