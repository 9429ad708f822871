import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { expectedCost, expectedRows, type Found, factsOfMoments, findFacts } from '../storage/tables/listed.ts'
import { bucketMs } from './buckets.ts'
import { all, type Conditions, inSpan, matches, ofIndexes } from './conditions.ts'
import type { Place } from './cursor.ts'
import { type Asked, findSubmissions, isBelow } from './find-submissions.ts'
import { type Period, reachedOf } from './pieces-of-period.ts'

/** How far is looked at once, and how long. */
export interface StepLimits {
  /** In the planner's unit: what costs less to find all of is looked for at once. */
  maxCost: number
  /** In the first step at most about so many rows are looked through. */
  rows: number
  /** After so long, in milliseconds, what was found by then is all there is. */
  patienceMs: number
}

const defaults: StepLimits = { maxCost: 20_000, rows: 20_000, patienceMs: 1500 }
/** Of a step that took less the next may look through twice as many rows. */
const quickMs = 150
const mostRows = 1_000_000
/** After a step that took less time the next goes twice as far, if there are not too many rows. */
const slowMs = 1000

/** The submissions that were found, newest first, and where to go on, if not all was looked through yet. */
export interface FoundInSteps {
  found: Found[]
  lookedUntil: Place | undefined
}

/**
 * As `findSubmissions`, in steps back through time where several things are asked for that each are frequent: they may be so
 * apart but never together (Windows on phones), and the planner, which takes them for independent, would look through all there is.
 */
export async function findInSteps(
  db: Database,
  conditions: Conditions,
  { before, limit }: Asked,
  limits: StepLimits = defaults,
): Promise<FoundInSteps> {
  const way = await wayBack(db, conditions, before, limits.maxCost)
  if (!way) return { found: await findSubmissions(db, conditions, { before, limit }), lookedUntil: undefined }
  const found: Found[] = []
  const patientUntil = performance.now() + limits.patienceMs
  let { to } = way
  let { rows } = limits
  let wishedMs: number = bucketMs.hour
  for (let find = findSubmissions; ; find = findFurtherBack) {
    const stepMs = await shortened(db, to, wishedMs, rows)
    const from = new Date(Math.max(to.getTime() - stepMs, way.from.getTime()))
    const began = performance.now()
    found.push(...(await find(db, { ...conditions, from, to }, { before, limit: limit - found.length })))
    const now = performance.now()
    if (found.length === limit || from <= way.from) return { found, lookedUntil: undefined }
    if (now > patientUntil) return { found, lookedUntil: { receivedAt: from, id: 0 } }
    if (stepMs < wishedMs && now - began < quickMs) rows = Math.min(2 * rows, mostRows)
    wishedMs = now - began < slowMs ? 2 * stepMs : stepMs
    to = from
  }
}

/** How long a step may be for so many rows, by what the planner expects: they need not be spread evenly. */
async function shortened(db: Database, to: Date, wishedMs: number, rows: number): Promise<number> {
  let ms = wishedMs
  const expected = () =>
    expectedRows(db, 'facts', inSpan(sql`f.received_at`, { from: new Date(to.getTime() - ms), to }))
  while (ms > 1 && (await expected()) > rows) ms = Math.ceil(ms / 2)
  return ms
}

function earlier(time: Date | undefined, other: Date): Date {
  return time && time < other ? time : other
}

/** What was not found among the newest is rare. */
function findFurtherBack(db: Database, conditions: Conditions, asked: Asked): Promise<Found[]> {
  const each = ofIndexes(conditions)
  const { groupKey, search, vital } = conditions
  // these have an index of their own to begin with
  const areSelective = groupKey !== undefined || search || vital
  if (each.length < 2 || areSelective) return findSubmissions(db, conditions, asked)
  const where = all([isBelow('f', asked.before), matches(conditions)])
  return findFacts(db, where, asked.limit, factsOfMoments(each, inSpan(sql`f.received_at`, conditions)))
}

/** The time to look through; undefined where it can be looked through at once. */
async function wayBack(
  db: Database,
  conditions: Conditions,
  before: Place | undefined,
  maxCost: number,
): Promise<Period | undefined> {
  const { from, to, ...asked } = conditions
  const areSeveral = Object.values(asked).filter((value) => value !== undefined).length > 1
  // the rows of an address are not found by their time
  if (!areSeveral || asked.ip !== undefined) return undefined
  if ((await expectedCost(db, matches(conditions))) <= maxCost) return undefined
  // all of the moment of a place without a number was looked through
  const end = before ? earlier(to, new Date(before.receivedAt.getTime() + Math.sign(before.id))) : to
  const reached = await reachedOf(db, { from, to: end })
  return reached && { from: reached.from, to: new Date(reached.to.getTime() + 1) }
}
