import { RefusedError } from '../../http-errors.ts'
import type { Json } from '../../ingest/clean.ts'
import { isObject } from '../json-value.ts'

export interface EnvelopeItem {
  type: string
  payload: Buffer
}

export interface Envelope {
  header: Json
  items: EnvelopeItem[]
}

const newline = 0x0a
/** More than any client sends, and few enough to be read at once. */
const maxItems = 1000

/**
 * Parses an envelope: a line of JSON, then for each item a line of JSON and its payload, which is as long as `length` says, or
 * one line. https://develop.sentry.dev/sdk/data-model/envelopes/
 *
 * @throws RefusedError 400
 */
export function parseEnvelope(bytes: Buffer): Envelope {
  let at = 0
  const header = readHeader('envelope header')
  const items: EnvelopeItem[] = []
  while (at < bytes.length) {
    if (bytes[at] === newline) {
      at++
      continue
    }
    if (items.length === maxItems) throw new RefusedError(400, `the envelope has more than ${maxItems} items`)
    const { type, length } = readHeader('item header')
    if (typeof type !== 'string') throw new RefusedError(400, 'an item header of the envelope has no type')
    items.push({ type, payload: readPayload(length) })
  }
  return { header, items }

  function readLine(): Buffer {
    const end = bytes.indexOf(newline, at)
    const line = bytes.subarray(at, end < 0 ? bytes.length : end)
    at = end < 0 ? bytes.length : end + 1
    return line
  }

  function readHeader(what: string): Json {
    const value = parseLine(readLine(), what)
    if (!isObject(value)) throw new RefusedError(400, `an ${what} must be an object`)
    return value
  }

  function readPayload(length: unknown): Buffer {
    if (length === undefined) return readLine()
    const end = at + Number(length)
    const isAfterPayload = end === bytes.length || bytes[end] === newline
    if (!Number.isInteger(length) || end < at || !isAfterPayload) {
      throw new RefusedError(400, 'the length of an item of the envelope is wrong')
    }
    const payload = bytes.subarray(at, end)
    at = end + 1
    return payload
  }
}

function parseLine(line: Buffer, what: string): unknown {
  try {
    return JSON.parse(line.toString())
  } catch {
    throw new RefusedError(400, `an ${what} is not JSON`)
  }
}
