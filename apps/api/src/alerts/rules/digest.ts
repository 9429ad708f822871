import type { OverviewAnswer } from '@collector/schema'
import { findings, formatCount, formatMetric, formatShare } from '@collector/schema/catalogue'
import { answerOverview } from '../../statistics/overview.ts'
import type { Database } from '../../storage/database.ts'
import { type Evaluate, filtersIn, nothing, type Period, type Rule, viewOf } from './rule.ts'

/** A digest is sent at this hour, UTC; one of a week on Mondays. */
const hour = 8
const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Summarises the last day or week, once. */
export const writeDigest: Evaluate = async (db, rule, now) => {
  const window = digestWindow(rule, now)
  const subject = window.to.toISOString()
  // a digest reads the numbers of a week, so one that was sent is not made again
  if (window.to <= rule.activeSince || (await isWritten(db, rule, subject))) return nothing
  const lines = await digestLines(db, rule, window)
  return {
    findings: [
      {
        subject,
        value: 0,
        title: `The ${isWeekly(rule) ? 'week' : 'day'} up to ${window.to.toISOString().slice(0, 10)}`,
        text: lines.join('\n'),
        path: viewOf('/overview', rule, window),
        window,
      },
    ],
  }
}

async function isWritten(db: Database, { id }: Rule, subject: string): Promise<boolean> {
  const event = await db
    .selectFrom('alertEvents')
    .select('id')
    .where('ruleId', '=', id)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return event !== undefined
}

function isWeekly({ params: { windowMinutes } }: Rule): boolean {
  return windowMinutes >= 7 * 1440
}

/** Returns the last whole period, which begins and ends at the hour of digests. */
function digestWindow(rule: Rule, now: Date): Period {
  const to = new Date(now)
  to.setUTCHours(hour, 0, 0, 0)
  if (to > now) to.setUTCDate(to.getUTCDate() - 1)
  if (isWeekly(rule)) to.setUTCDate(to.getUTCDate() - ((to.getUTCDay() + 6) % 7))
  return { from: new Date(to.getTime() - (isWeekly(rule) ? 7 : 1) * dayMs), to }
}

const ticks = [...'▁▂▃▄▅▆▇█']

/** Returns the changes in five lines, and a small picture that every channel can show. */
async function digestLines(db: Parameters<Evaluate>[0], rule: Rule, window: Period): Promise<string[]> {
  const overview = await answerOverview(db, filtersIn(rule, window))
  const { counts, vitals, errorGroups, series } = overview
  const { pageViews, pageViewsWithErrors } = counts
  const perBar = barsOf(series, window, isWeekly(rule) ? dayMs : hourMs)
  const most = Math.max(1, ...perBar)
  const picture = perBar.map((bar) => ticks[Math.round((bar / most) * (ticks.length - 1))]).join('')
  const share = ({ errors, all }: { errors: number; all: number }) => (all === 0 ? 'none' : formatShare(errors / all))
  const [first] = findings(overview)
  return [
    `${formatCount(pageViews.current, 'page view')}${change(pageViews.current, pageViews.previous)} ${picture}`.trim(),
    `Page views with errors: ${share({ errors: pageViewsWithErrors.current, all: pageViews.current })} (before: ${share({ errors: pageViewsWithErrors.previous, all: pageViews.previous })})`,
    `Errors: ${errorGroups.new} new, ${errorGroups.regressed} regressed, ${errorGroups.open} open`,
    `Vitals (p75): ${
      vitals
        .filter(({ p75 }) => p75.current !== null)
        .map(
          ({ metric, p75, rating }) =>
            `${metric.toUpperCase()} ${formatMetric(metric, p75.current as number)} ${rating}`,
        )
        .join(', ') || 'none'
    }`,
    first ? `Look at first: ${first.text}` : 'Nothing stands out',
  ]
}

/** Returns the page views in each step of a window; the series has no points without any. */
function barsOf(series: OverviewAnswer['series'], { from, to }: Period, stepMs: number): number[] {
  const bars = Array<number>(Math.round((to.getTime() - from.getTime()) / stepMs)).fill(0)
  for (const { at, pageViews } of series) {
    const index = Math.floor((Date.parse(at) - from.getTime()) / stepMs)
    if (index in bars) bars[index] = (bars[index] ?? 0) + pageViews
  }
  return bars
}

function change(current: number, previous: number): string {
  if (previous === 0) return ''
  const share = current / previous - 1
  return ` (${share >= 0 ? '+' : '−'}${formatShare(Math.abs(share))})`
}
