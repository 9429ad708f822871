import { readDebugId } from '@collector/source-maps'
import { object, text } from '../ingest/clean.ts'
import { type Frame, stackFrames } from '../ingest/stack-frames.ts'

/** An error as it was sent, as far as finding its frames needs. */
export interface SentError {
  type: string
  name: string | null
  message: string
  frames: Frame[]
  /** Debug ids of scripts by their URLs, without query. */
  debugIds: Map<string, string>
  release: string | null
  /** URL of its page. */
  pageUrl: string | null
}

const maxFrames = 50
const maxStackLength = 20_000

/** Reads an entry of `errors`. Where it has no stack, its source is its one frame. */
export function readSentError(entry: unknown, release: string | null, pageUrl: string | null): SentError {
  const error = object(entry)
  const name = text(error['name'])
  const message = text(error['message'] ?? entry, maxStackLength) ?? ''
  const stack = text(error['stack'], maxStackLength) ?? ''
  const frames = stackFrames({ stack, name, message }).slice(0, maxFrames)
  return {
    type: text(error['type']) ?? 'error',
    name,
    message,
    frames: frames.length > 0 ? frames : frameOfSource(error),
    debugIds: readDebugIds(error['debugIds']),
    release,
    pageUrl,
  }
}

function frameOfSource({ source, lineno, colno }: Record<string, unknown>): Frame[] {
  const address = text(source)
  const line = Number(lineno)
  const column = Number(colno)
  const hasPlace = address !== null && Number.isInteger(line) && Number.isInteger(column) && line > 0 && column > 0
  return hasPlace ? [{ name: '', address, line, column }] : []
}

function readDebugIds(value: unknown): Map<string, string> {
  const entries = Object.entries(object(value)).flatMap(([url, id]) => {
    const debugId = readDebugId(id)
    return debugId === undefined ? [] : [[withoutQuery(url), debugId] as const]
  })
  return new Map(entries)
}

export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '')
}
