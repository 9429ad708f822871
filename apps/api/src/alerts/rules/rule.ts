import type { Filters, RuleKind, RuleParams } from '@collector/schema'
import type { Database } from '../../storage/database.ts'

/** A rule for evaluation: every param has a value. */
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

/** A finding of a rule. */
export interface Finding {
  /** Distinguishes several findings of one rule; empty if there is only one. */
  subject: string
  value: number
  title: string
  text: string
  /** Path of the dashboard's view that shows the finding. */
  path: string
  window: Period
}

export interface Evaluation {
  /** All current findings, including those of open events. */
  findings: Finding[]
  /** True if there are too few samples to decide: open events stay open. */
  isUndecided?: boolean
}

/** Evaluates one kind of rule. It only reads; `open` has the subjects of the open events. */
export type Evaluate = (db: Database, rule: Rule, now: Date, open: readonly string[]) => Promise<Evaluation>

export const nothing: Evaluation = { findings: [] }
export const undecided: Evaluation = { findings: [], isUndecided: true }

/** Returns the window of a rule that ended `ago` windows before now. */
export function windowOf({ params: { windowMinutes } }: Rule, now: Date, ago = 0): Period {
  const lengthMs = windowMinutes * 60_000
  const to = new Date(now.getTime() - ago * lengthMs)
  return { from: new Date(to.getTime() - lengthMs), to }
}

/** Returns the filters of a rule with a period, as query parameters. */
export function filtersIn({ filters }: Rule, { from, to }: Period): Filters {
  return { ...filters, from: from.toISOString(), to: to.toISOString() }
}

/** Returns the path of a dashboard page with the rule's filters and window, so that the link shows what was found. */
export function viewOf(page: string, rule: Rule, window: Period, others: Record<string, string> = {}): string {
  const narrowed = Object.entries(filtersIn(rule, window)).map(([name, value]): [string, string] => [
    name,
    String(value),
  ])
  return `${page}?${new URLSearchParams([...Object.entries(others), ...narrowed])}`
}
