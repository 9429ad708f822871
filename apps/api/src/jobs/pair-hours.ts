import { bucketMs, hoursBetween, startOf } from '../analysis/buckets.ts'
import { addPairs } from '../analysis/roll-up.ts'
import { forgetSummedUp } from '../analysis/summed-up-now.ts'
import type { Database } from '../storage/database.ts'
import { errorsOfSubmissions } from '../storage/tables/errors.ts'
import {
  busyDays,
  busyPairedForHours,
  deletePairsBefore,
  heldFacts,
  markPaired,
  pageViewsByHour,
  pairedForHours,
  pairedHours,
} from '../storage/tables/paired-hours.ts'
import { leadRollups, tidyRollups, tryLeadRollups } from '../storage/tables/rollups.ts'

/** A reader that has just found pairs must still find them. */
const graceHours = 6
/** Each hour leaves behind a version of what its six hours were before. */
const tidyAfterHours = 24
/** They are read at once: of a busier hour answers go on to be looked up in facts. */
const maxPageViews = 50_000
/** Of a quieter day reading part of the facts takes no longer than reading pairs, which take more room than facts. */
const defaultBusyDay = 10_000

interface Options {
  isStopping?: () => boolean
  now?: number
  /** Page views: of busier days pairs are kept longer. */
  busyDay?: number
  tidy?: () => unknown
}

/**
 * Sums up pairs of dimensions for hours that are over, so that a window that begins within a day reads no facts, and six
 * hours at a time, so that it reads fewer rows. What comes later for such an hour is added with the rest. Added as page views
 * come, each would be added to twice as many rows.
 *
 * @returns how many hours were summed up by this process
 */
export async function pairHours(
  db: Database,
  { isStopping = () => false, now = Date.now(), busyDay = defaultBusyDay, tidy = () => tidyRollups(db) }: Options = {},
): Promise<number> {
  const end = startOf('hour', now)
  const busy = await busyDays(db, busyDay)
  const first = startOf('sixHours', end - pairedForHours * bucketMs.hour)
  const hours = hoursBetween(startOf('sixHours', end - busyPairedForHours * bucketMs.hour), end)
    .filter((hour) => hour >= first || busy.has(startOf('day', hour)))
    .toReversed()
  let done = 0
  let untidied = 0
  while (!isStopping()) {
    const paired = await db.transaction().execute((trx) => pairSome(trx, hours))
    if (paired === 0) break
    done += paired
    untidied += paired
    if (untidied < tidyAfterHours) continue
    await tidy()
    untidied = 0
  }
  if (done > 0) {
    const kept = hours.map((hour) => new Date(hour))
    await db.transaction().execute(async (trx) => {
      await leadRollups(trx)
      await deletePairsBefore(trx, new Date(first - graceHours * bucketMs.hour), kept)
    })
    forgetSummedUp(db)
  }
  return done
}

/** All hours that have no page views, or else the latest that has. */
async function pairSome(trx: Database, hours: number[]): Promise<number> {
  const known = await pairedHours(trx)
  const missing = hours.filter((hour) => !known.has(hour))
  if (missing.length === 0 || !(await tryLeadRollups(trx))) return 0
  const pageViews = await pageViewsByHour(trx, new Date(Math.min(...missing)))
  const empty = missing.filter((hour) => !pageViews.get(hour))
  if (empty.length > 0) {
    await markPaired(trx, empty)
    return empty.length
  }
  const hour = missing.find((time) => (pageViews.get(time) ?? 0) <= maxPageViews)
  if (hour === undefined) return 0
  const facts = await heldFacts(trx, new Date(hour))
  const erroneous = facts.filter((row) => row.errorCount > 0).map((row) => row.debugDataId)
  await addPairs(trx, facts, await errorsOfSubmissions(trx, erroneous))
  await markPaired(trx, [hour])
  return 1
}
