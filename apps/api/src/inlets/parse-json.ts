import { isUtf8 } from 'node:buffer'
import { RefusedError } from '../http-errors.ts'
import { checkShape, smallBytes } from '../ingest/check-shape.ts'
import { checkValue } from '../ingest/check-value.ts'

/**
 * Parses a body that others sent; levels, members and names are limited as those of a submission.
 *
 * @throws RefusedError 400
 */
export async function parseJson(bytes: Buffer): Promise<unknown> {
  if (!isUtf8(bytes)) throw new RefusedError(400, 'the body is not UTF-8 text')
  if (bytes.length > smallBytes) await checkShape(bytes)
  const value = parse(bytes.toString())
  checkValue(value)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new RefusedError(400, `the body is not JSON: ${(error as Error).message}`)
  }
}
