import { hashTextHex } from './hash-text.ts'
import { memoize } from './memoize.ts'
import { normaliseMessage } from './normalise-message.ts'
import { normalisePath, pathOf } from './normalise-path.ts'
import { type Frame, stackFrames } from './stack-frames.ts'
import { withoutNumbers } from './without-numbers.ts'

/** The parts of an error that decide its group. */
export interface GroupableError {
  type: string
  name: string | null
  message: string
  source: string | null
  stack: string | null
  /** Part of the key, so that one who marks an error as noise hides nobody else's. */
  noise: string | null
  /** Scripts that are written into pages are one place on all of them. */
  pageUrl: string | null
}

/** Counts up when grouping changes: keys of two versions never mix. */
const version = 2
const maxFrames = 5

/**
 * The same for errors that are alike: same type, name and message, thrown at the same place, whatever ids, addresses, counts and
 * hashes of builds are in them. Numbers that say which error it is count. Lines and columns do not: they move with every build.
 */
export function errorGroupKey({ type, name, message, source, stack, noise, pageUrl }: GroupableError): string {
  const pagePath = pathOf(pageUrl ?? '')
  // elsewhere the same error is the same text, which is memoized
  const isInPage = stack?.includes(pagePath) || source?.includes(pagePath)
  return groupKey(JSON.stringify([type, name, message, source, stack, noise, isInPage ? pagePath : null]))
}

type Described = [string, string | null, string, string | null, string | null, string | null, string | null]

/** An error that occurs once usually occurs again, and telling what in it varies takes a dozen patterns. */
const groupKey = memoize((described) => keyOf(JSON.parse(described)), { maxKnown: 1000, maxLength: 4096 })

function keyOf([type, name, message, source, stack, noise, pagePath]: Described): string {
  const frames = stackFrames({ stack: stack ?? '', name, message }).slice(0, maxFrames)
  const placeOf = (address: string) =>
    address !== '' && pathOf(address) === pagePath ? '<page>' : normalisePath(address)
  const place =
    frames.length > 0
      ? frames.map((frame) => `${normaliseName(frame)}@${placeOf(frame.address)}`)
      : [placeOf(source ?? '')]
  return hashTextHex(
    JSON.stringify([version, type, name, normaliseMessage(message), place, ...(noise === null ? [] : [noise])]),
  )
}

/** A name of one or two letters is the minifier's, another in the next build. */
function normaliseName({ name }: Frame): string {
  const [last = ''] = name
    .replace(/ \[as .*$/, '')
    .split(/[./<*]/)
    .filter(Boolean)
    .slice(-1)
  return last.length <= 2 || last === 'anonymous>' ? '' : withoutNumbers(last)
}
