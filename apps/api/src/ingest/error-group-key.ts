import { hashTextHex } from './hash-text.ts'
import { memoize } from './memoize.ts'
import { normaliseMessage } from './normalise-message.ts'
import { normalisePath, pathOf } from './normalise-path.ts'
import { reportSubject } from './report-subject.ts'
import { type Frame, stackFrames } from './stack-frames.ts'
import { withoutNumbers } from './without-numbers.ts'

/** The parts of an error that decide its group. */
export interface GroupableError {
  type: string
  name: string | null
  message: string
  source: string | null
  stack: string | null
  /** Part of the key, so that a sender who marks an error as noise cannot hide that of others. */
  noise: string | null
  /** URL of the page: inline scripts count as the same source on all pages. */
  pageUrl: string | null
}

/** Version of the grouping; raise it on changes, so that keys of two versions never mix. */
const version = 3
const maxFrames = 5

/**
 * Returns the same key for similar errors: of the same type, name and message, thrown at the same location, with any
 * ids, addresses, counts and build hashes in them. Error codes are part of the key; lines and columns are not, since
 * they change with every build.
 */
export function errorGroupKey({ type, name, message, source, stack, noise, pageUrl }: GroupableError): string {
  const pagePath = pathOf(pageUrl ?? '')
  // otherwise the same error has the same text, which is memoized
  const isInPage = stack?.includes(pagePath) || source?.includes(pagePath)
  return groupKey(JSON.stringify([type, name, message, source, stack, noise, isInPage ? pagePath : null]))
}

type Described = [string, string | null, string, string | null, string | null, string | null, string | null]

/** Memoized, because errors usually repeat, and normalising one takes a dozen patterns. */
const groupKey = memoize((described) => keyOf(JSON.parse(described)), { maxKnown: 1000, maxLength: 4096 })

function keyOf([type, name, message, source, stack, noise, pagePath]: Described): string {
  const tail = noise === null ? [] : [noise]
  const subject = reportSubject({ type, name, message, source })
  if (subject) return hashTextHex(JSON.stringify([version, type, subject, ...tail]))
  const frames = stackFrames({ stack: stack ?? '', name, message }).slice(0, maxFrames)
  const placeOf = (address: string) =>
    address !== '' && pathOf(address) === pagePath ? '<page>' : normalisePath(address)
  const place =
    frames.length > 0
      ? frames.map((frame) => `${normaliseName(frame)}@${placeOf(frame.address)}`)
      : [placeOf(source ?? '')]
  return hashTextHex(JSON.stringify([version, type, name, normaliseMessage(message), place, ...tail]))
}

/** Drops a name of one or two letters: a minifier made it, and the next build has another. */
function normaliseName({ name }: Frame): string {
  const [last = ''] = name
    .replace(/ \[as .*$/, '')
    .split(/[./<*]/)
    .filter(Boolean)
    .slice(-1)
  return last.length <= 2 || last === 'anonymous>' ? '' : withoutNumbers(last)
}
