import { metrics, type RuleKind, type RuleParams } from '@collector/schema'
import { findCases } from './case.ts'
import { findCrashes } from './crash.ts'
import { writeDigest } from './digest.ts'
import { findNewErrorGroups, findRegressions } from './error-groups.ts'
import { findErrorRate } from './error-rate.ts'
import { findNoTraffic } from './no-traffic.ts'
import { findRefusals } from './refusals.ts'
import type { Evaluate } from './rule.ts'
import { findSlowVital } from './vital.ts'

/** The function that evaluates each kind of rule, and its default params. */
export const ruleKindInfo = {
  newErrorGroup: { evaluate: findNewErrorGroups, defaults: { windowMinutes: 60 }, isOnce: true, hasThreshold: false },
  regression: { evaluate: findRegressions, defaults: { windowMinutes: 1440 }, isOnce: false, hasThreshold: false },
  errorRate: {
    evaluate: findErrorRate,
    defaults: { windowMinutes: 60, threshold: 0.1 },
    isOnce: false,
    hasThreshold: true,
  },
  vital: {
    evaluate: findSlowVital,
    defaults: { windowMinutes: 60, consecutive: 2 },
    isOnce: false,
    hasThreshold: true,
  },
  noTraffic: { evaluate: findNoTraffic, defaults: { windowMinutes: 60 }, isOnce: false, hasThreshold: false },
  refusals: {
    evaluate: findRefusals,
    defaults: { windowMinutes: 60, threshold: 100 },
    isOnce: false,
    hasThreshold: true,
  },
  crash: { evaluate: findCrashes, defaults: { windowMinutes: 60, threshold: 1 }, isOnce: false, hasThreshold: true },
  case: { evaluate: findCases, defaults: { windowMinutes: 60 }, isOnce: true, hasThreshold: false },
  digest: { evaluate: writeDigest, defaults: { windowMinutes: 1440 }, isOnce: true, hasThreshold: false },
} as const satisfies Record<
  RuleKind,
  {
    evaluate: Evaluate
    defaults: RuleParams
    /** True if the rule finds each subject only once. */
    isOnce: boolean
    /** True if `threshold` decides. */
    hasThreshold: boolean
  }
>

/** Kinds whose events are closed when they open: something arrived, or a period has passed. */
export const momentaryKinds: readonly RuleKind[] = ['case', 'digest']

const commonParams: Required<RuleParams> = {
  windowMinutes: 60,
  cooldownMinutes: 60,
  threshold: 0,
  measure: 'share',
  metric: 'lcp',
  minSamples: 100,
  consecutive: 1,
}

export function completeParams(kind: RuleKind, params: RuleParams): Required<RuleParams> {
  const { metric = commonParams.metric } = params
  const ofKind = kind === 'vital' ? { threshold: metrics[metric].poor } : {}
  return { ...commonParams, ...ruleKindInfo[kind].defaults, ...ofKind, ...params }
}
