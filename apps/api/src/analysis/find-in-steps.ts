import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { expectedCost, expectedRows, type Found, findFactsOfMoments } from '../storage/tables/listed.ts'
import { all, type Conditions, inSpan, matches, ofIndexes } from './conditions.ts'
import type { Place } from './cursor.ts'
import { findSubmissions, isBelow } from './find-submissions.ts'
import { reachedOf } from './pieces-of-period.ts'

/** How far is looked at once, and how long. */
export interface StepLimits {
  /** In the planner's unit: what costs less to find all of is looked for at once. */
  maxCost: number
  /** About so many rows lie in the time of the first step. */
  rows: number
  /** After so long, in milliseconds, what was found by then is all there is. */
  patienceMs: number
}

const defaults: StepLimits = { maxCost: 20_000, rows: 20_000, patienceMs: 1500 }
/** A step that took less is followed by one twice as long, one that took longer by one half as long. */
const quickMs = 150
const slowMs = 600

interface Asked {
  before: Place | undefined
  limit: number
}

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
  const way = await wayBack(db, conditions, before, limits)
  if (!way) return { found: await findSubmissions(db, conditions, { before, limit }), lookedUntil: undefined }
  const found: Found[] = []
  const patientUntil = performance.now() + limits.patienceMs
  let { to, stepMs } = way
  while (true) {
    const from = Math.max(way.from, to - stepMs)
    const step = { ...conditions, from: new Date(from), to: new Date(to) }
    const began = performance.now()
    const find = to === way.to ? findSubmissions : findFurtherBack
    found.push(...(await find(db, step, { before, limit: limit - found.length })))
    const now = performance.now()
    if (found.length === limit || from === way.from) return { found, lookedUntil: undefined }
    if (now > patientUntil) return { found, lookedUntil: { receivedAt: new Date(from), id: 0 } }
    if (now - began < quickMs) stepMs *= 2
    if (now - began > slowMs) stepMs /= 2
    to = from
  }
}

/** What was not found among the newest is rare. */
function findFurtherBack(db: Database, conditions: Conditions, asked: Asked): Promise<Found[]> {
  const each = ofIndexes(conditions)
  const { groupKey, search, vital } = conditions
  // these have an index of their own to begin with
  const areSelective = groupKey !== undefined || search || vital
  if (each.length < 2 || areSelective) return findSubmissions(db, conditions, asked)
  const where = all([isBelow('f', asked.before), matches(conditions)])
  return findFactsOfMoments(db, each, { time: inSpan(sql`f.received_at`, conditions), where }, asked.limit)
}

/** The time to look through, in milliseconds since 1970, and how much of it first; undefined where it can be looked through at once. */
async function wayBack(db: Database, conditions: Conditions, before: Place | undefined, { maxCost, rows }: StepLimits) {
  const { from, to, ...asked } = conditions
  const areSeveral = Object.values(asked).filter((value) => value !== undefined).length > 1
  // the rows of an address are not found by their time
  if (!areSeveral || asked.ip !== undefined) return undefined
  if ((await expectedCost(db, matches(conditions))) <= maxCost) return undefined
  const period = await reachedOf(db, { from, to: before ? new Date(before.receivedAt.getTime() + 1) : to })
  if (!period) return undefined
  const first = period.from.getTime()
  const end = period.to.getTime() + 1
  const expected = await expectedRows(db, 'facts', inSpan(sql`f.received_at`, period))
  return { from: first, to: end, stepMs: (end - first) * Math.min(1, rows / expected) }
}
