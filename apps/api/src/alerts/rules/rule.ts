import type { Filters, RuleKind, RuleParams } from '@collector/schema'
import type { Database } from '../../storage/database.ts'

/** A rule as it is evaluated: every param has a value. */
export interface Rule {
  id: number
  name: string
  kind: RuleKind
  params: Required<RuleParams>
  filters: Filters
  channelIds: number[]
  isEnabled: boolean
  activeSince: Date
  mutedUntil: Date | null
}

export interface Period {
  from: Date
  to: Date
}

/** Something that a rule looks for and found. */
export interface Finding {
  /** Distinguishes several findings of one rule; empty if there is only one. */
  subject: string
  value: number
  title: string
  text: string
  /** Path of the view that shows it, in the dashboard. */
  path: string
  window: Period
}

export interface Evaluation {
  /** All that is found now, also what was found before and goes on. */
  findings: Finding[]
  /** Too little came in to tell: what is open stays so. */
  isUndecided?: boolean
}

/** Looks for one kind of thing. It only reads: what was found before is told it by the subjects that are open. */
export type Evaluate = (db: Database, rule: Rule, now: Date, open: readonly string[]) => Promise<Evaluation>

export const nothing: Evaluation = { findings: [] }
export const undecided: Evaluation = { findings: [], isUndecided: true }

/** The window of a rule that ended so many windows ago. */
export function windowOf({ params: { windowMinutes } }: Rule, now: Date, ago = 0): Period {
  const lengthMs = windowMinutes * 60_000
  const to = new Date(now.getTime() - ago * lengthMs)
  return { from: new Date(to.getTime() - lengthMs), to }
}

/** The filters of a rule in a time, as questions take them. */
export function filtersIn({ filters }: Rule, { from, to }: Period): Filters {
  return { ...filters, from: from.toISOString(), to: to.toISOString() }
}

/** The address of a dashboard page narrowed as the rule is: a link shows exactly what was found. */
export function viewOf(page: string, rule: Rule, window: Period, others: Record<string, string> = {}): string {
  const narrowed = Object.entries(filtersIn(rule, window)).map(([name, value]): [string, string] => [
    name,
    String(value),
  ])
  return `${page}?${new URLSearchParams([...Object.entries(others), ...narrowed])}`
}
