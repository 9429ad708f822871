import { errorNoises, errorTypes } from '@collector/schema'
import { noiseOf } from '@collector/schema/noise-of'
import type { ExtractedError, ExtractedFacts } from '../storage/write/new-submission.ts'
import { type Decode, maxInteger, object, positiveInteger, reader, text } from './clean.ts'
import { errorGroupKey } from './error-group-key.ts'
import { hashText } from './hash-text.ts'

/** Maximum errors of one submission: more say nothing new, and a sender must not write without limit. */
const maxErrors = 100
/** Characters that grouping reads, more than are kept, because the message also precedes the frames of a stack. */
const maxGroupedLength = 10_000

/** Extracts every error that is not empty, with the key of its group; and the numbers of all occurrences and of those that are noise. */
export function extractErrors(
  errors: unknown,
  pageUrl: string | null,
  decode: Decode,
): Pick<ExtractedFacts, 'errorCount' | 'noiseCount' | 'errors'> {
  if (!Array.isArray(errors)) return { errorCount: 0, noiseCount: 0, errors: [] }
  const read = reader(decode)
  const extracted = errors.slice(0, maxErrors).flatMap((entry, ordinal) => extractError(entry, ordinal, pageUrl, read))
  const all = errors.reduce<number>((sum, error) => sum + occurrences(error), 0)
  const noise = extracted.reduce((sum, error) => (error.noise === null ? sum : sum + error.count), 0)
  const errorCount = Math.min(all, maxInteger)
  return { errorCount, noiseCount: errorCount - Math.min(all - noise, errorCount), errors: extracted }
}

/** Returns the occurrences of an error: its `count`, or 1. */
function occurrences(error: unknown): number {
  return positiveInteger(object(error)['count']) ?? 1
}

function extractError(
  entry: unknown,
  ordinal: number,
  pageUrl: string | null,
  read: ReturnType<typeof reader>,
): ExtractedError[] {
  const error = object(entry)
  const message = read(error['message'] ?? (typeof entry === 'string' ? entry : undefined), maxGroupedLength)
  const name = read(error['name'], maxGroupedLength)
  const stack = read(error['stack'], 2 * maxGroupedLength)
  if (message === null && stack === null) return []
  const type = errorTypes.find((known) => known === error['type']) ?? 'error'
  const source = read(error['source'])
  const marked = errorNoises.find((known) => known === error['noise'])
  const described = {
    type,
    name: text(name, 100),
    message: text(message, 1000) ?? '',
    source,
    noise: marked ?? findNoise(message, source, stack, error['disposition']) ?? null,
  }
  return [
    {
      ...described,
      ordinal,
      groupKey: errorGroupKey({ ...described, name, message: message ?? '', stack, pageUrl }),
      messageHash: hashText(described.message),
      count: occurrences(entry),
    },
  ]
}

/** No scheme of a script is as long: cutting words keeps the search for one linear in a hostile stack. */
const longWord = /[\w-]{64,}/g

/** Finds noise by the SDK's rule: other senders do not mark it. */
function findNoise(message: string | null, source: string | null, stack: string | null, disposition: unknown) {
  return noiseOf({
    message: message?.replace(longWord, '…') ?? '',
    ...(source !== null && { source }),
    ...(stack !== null && { stack: stack.replace(longWord, '…') }),
    ...(disposition === 'report' && { disposition }),
  })
}
