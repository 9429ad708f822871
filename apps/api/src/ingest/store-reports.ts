import type { Database } from '../storage/database.ts'
import { raiseReportCount } from '../storage/queries/reports.ts'
import type { NewSubmission } from '../storage/write/new-submission.ts'
import type { Stored } from '../storage/write/store-as-claimed.ts'

type Report = NewSubmission & { bytes: number }

/**
 * Maximum rows per minute of one group. Further reports raise the count of its last row, or get a new row once the rollups
 * have counted that one.
 */
const maxGroupRows = 120
/** Rows a minute of one sender, of all groups. */
const maxSenderRows = 600
/** More groups than any site has; at this number all are forgotten. */
const maxGroups = 10_000

interface Group {
  rows: number
  /** Its last row; undefined until there is one. */
  last?: { id: number; report: Report; count: number } | undefined
  /** Occurrences that came and are in no row yet. */
  waiting: number
  /** The running write, and the next one, which counts all reports that arrive meanwhile. */
  running: Promise<unknown>
  next?: Promise<boolean> | undefined
}

/**
 * Makes the function that stores reports of one error each. All are counted but few get a row, so that a page in a loop
 * does not fill the database. The promise settles once the report is counted, with false if it was dropped because its
 * sender has too many rows.
 */
export function createReportStore(db: Database, store: (report: Report) => Promise<Stored>) {
  const groups = new Map<string, Group>()
  const senderRows = new Map<string, number>()
  let minute = 0

  return async (report: Report, sender: string): Promise<boolean> => {
    beginMinute(Math.floor(Date.now() / 60_000))
    const group = groupOf(report)
    if (group.rows < maxGroupRows) return storeRow(group, report, sender)
    group.waiting += report.facts.errorCount
    group.next ??= group.running.catch(() => {}).then(() => countWaiting(group, report, sender))
    return group.next
  }

  function beginMinute(now: number): void {
    if (now === minute) return
    minute = now
    senderRows.clear()
    for (const group of groups.values()) group.rows = 0
  }

  function groupOf(report: Report): Group {
    const key = report.facts.errors[0]?.groupKey ?? ''
    const known = groups.get(key)
    if (known) return known
    if (groups.size >= maxGroups) groups.clear()
    const group: Group = { rows: 0, waiting: 0, running: Promise.resolve() }
    groups.set(key, group)
    return group
  }

  function countWaiting(group: Group, report: Report, sender: string): Promise<boolean> {
    const count = group.waiting
    group.waiting = 0
    group.next = undefined
    const write = raiseLast(group, count).then(
      (isRaised) => isRaised || storeRow(group, withCount(report, count), sender),
    )
    group.running = write
    return write
  }

  async function storeRow(group: Group, report: Report, sender: string): Promise<boolean> {
    const rows = senderRows.get(sender) ?? 0
    if (rows >= maxSenderRows) return false
    senderRows.set(sender, rows + 1)
    group.rows++
    const { id } = await store(report)
    group.last = { id, report, count: report.facts.errorCount }
    return true
  }

  async function raiseLast({ last }: Group, added: number): Promise<boolean> {
    if (!last) return false
    const count = last.count + added
    const { raw } = withCount(last.report, count)
    const isRaised = await raiseReportCount(db, last.id, { count, errors: String(raw.errors) })
    if (isRaised) last.count = count
    return isRaised
  }
}

/** Merges equal reports of one body into one with their count: a browser sends the violations of a loop together. */
export function mergeAlike(reports: Report[]): Report[] {
  const alike = Map.groupBy(reports, ({ raw, facts }) =>
    JSON.stringify([facts.errors[0]?.groupKey, facts.errors[0]?.message, facts.pageViewId, raw.page, raw.browserInfo]),
  )
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (!first || others.length === 0) return first ?? []
    return withCount(
      first,
      others.reduce((sum, { facts }) => sum + facts.errorCount, first.facts.errorCount),
    )
  })
}

function withCount(report: Report, count: number): Report {
  const { raw, facts } = report
  const [entry] = JSON.parse(String(raw.errors)) as object[]
  return {
    ...report,
    raw: { ...raw, errors: JSON.stringify([{ ...entry, count }]) },
    facts: {
      ...facts,
      errorCount: count,
      noiseCount: facts.noiseCount > 0 ? count : 0,
      errors: facts.errors.map((error) => ({ ...error, count })),
    },
  }
}
