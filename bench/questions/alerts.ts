import type { Filters, RuleKind, RuleParams } from '@collector/schema'
import { completeParams, ruleKindInfo } from '../../apps/api/src/alerts/rules/index.ts'
import { measure, openFilled, pageViews, rounds } from './open-filled.ts'

const filters: Filters[] = [{}, { browser: 'Chrome' }, { path: '/page/0' }, { device: 'mobile' }]
const kinds: [RuleKind, RuleParams?][] = [
  ['newErrorGroup'],
  ['regression'],
  ['errorRate'],
  ['vital'],
  ['vital', { metric: 'inp', windowMinutes: 1440 }],
  ['noTraffic'],
  ['crash'],
]
const rules = [
  ...kinds.flatMap(([kind, params = {}]) => filters.map((each) => ({ kind, params, filters: each }))),
  { kind: 'refusals' as const, params: {}, filters: {} },
  { kind: 'digest' as const, params: {}, filters: {} },
]
const goalMs = 2000

/** Measures the evaluation of thirty alert rules, which happens once a minute. */
export async function benchAlerts(): Promise<void> {
  const { storage, engine, close } = await openFilled()
  try {
    console.log(`${engine}; ms, medians of ${rounds} rounds; ${pageViews} page views in 30 days\n`)
    let totalMs = 0
    for (const [index, rule] of rules.entries()) {
      const { evaluate } = ruleKindInfo[rule.kind]
      const now = new Date()
      const whole = {
        ...rule,
        id: index,
        name: rule.kind,
        params: completeParams(rule.kind, rule.params),
        channelIds: [],
        isEnabled: true,
        activeSince: new Date(0),
        mutedUntil: null,
      }
      const tookMs = await measure(() => evaluate(storage.db, whole, now, []))
      totalMs += tookMs
      console.log(`${`${rule.kind} ${JSON.stringify(rule.filters)}`.padEnd(44)}${tookMs.toFixed(1).padStart(9)}`)
    }
    console.log(`\n${rules.length} rules take ${totalMs.toFixed(0)} ms; goal: at most ${goalMs} ms a minute`)
  } finally {
    await close()
  }
}
