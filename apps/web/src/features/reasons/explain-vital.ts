import { type MetricName, metrics, type Phase } from '@collector/schema/catalogue'

/** A phase of a vital and how long it took. */
export interface TimedPhase extends Phase {
  ms: number
}

/** Returns the phases of a metric that have a time, in order. */
export function timedPhases(metric: MetricName, msOf: (name: string) => number | undefined): TimedPhase[] {
  return metrics[metric].phases.flatMap((phase: Phase) => {
    const ms = msOf(phase.name)
    return ms === undefined ? [] : [{ ...phase, ms }]
  })
}

/** Returns the phase that took longest: the one to mend. */
export function longestPhase(phases: readonly TimedPhase[]): TimedPhase | undefined {
  return phases.reduce<TimedPhase | undefined>(
    (longest, phase) => (longest === undefined || phase.ms > longest.ms ? phase : longest),
    undefined,
  )
}

/** Returns a URL that a link may lead to: other schemes may run scripts. */
export function webAddress(url: string | null | undefined): string | undefined {
  const parsed = url ? URL.parse(url) : null
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : undefined
}
