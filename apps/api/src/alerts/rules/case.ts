import { sql } from 'kysely'
import { matches } from '../../filters/matches.ts'
import { readFilter } from '../../filters/read-filter.ts'
import type { Database } from '../../storage/database.ts'
import { type Evaluate, type Finding, filtersIn, type Period, type Rule, windowOf } from './rule.ts'

/** Cases found at once; the next evaluation finds the rest. */
const maxCases = 50

/** Finds page views with a reference or a message of their visitor, each once. */
export const findCases: Evaluate = async (db, rule, now) => {
  const window = windowOf(rule, now)
  // a case that arrived before the rule was enabled is no news
  if (window.from < rule.activeSince) window.from = rule.activeSince
  if (window.from > window.to) return { findings: [] }
  return { findings: (await newCases(db, rule, window)).map((row) => toFinding(row, window)) }
}

interface Case {
  id: number
  pageViewId: string
  submissionId: string
  reference: string | null
  hasFeedback: boolean
}

async function newCases(db: Database, rule: Rule, window: Period): Promise<Case[]> {
  const filter = await readFilter(db, filtersIn(rule, window))
  const { rows } =
    await sql<Case>`select f.debug_data_id as id, f.page_view_id, f.submission_id, f.reference, f.feedback is not null as has_feedback
    from facts f where (f.reference is not null or f.feedback is not null) and f.is_current and ${matches(filter)}
      and f.page_view_id not in (select e.subject from alert_events e where e.rule_id = ${rule.id})
    order by f.received_at, f.debug_data_id limit ${maxCases}`.execute(db)
  return rows
}

function toFinding({ id, pageViewId, submissionId, reference, hasFeedback }: Case, window: Period): Finding {
  const subject = reference ?? 'A problem report'
  return {
    subject: pageViewId,
    value: 0,
    title: `${subject} arrived: number ${id}`,
    // the message itself stays where an erasure finds it
    text: hasFeedback ? 'The visitor wrote a message.' : 'The report of a browser was stored.',
    path: `/submissions/${submissionId}`,
    window,
  }
}
