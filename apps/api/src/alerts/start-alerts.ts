import type { Config } from '../config.ts'
import { repeatJobs } from '../jobs/repeat-jobs.ts'
import type { Refusals } from '../operating/refusals.ts'
import { claimEvaluation, postponeEvaluation } from '../storage/queries/evaluation-turn.ts'
import { addRefusalCounts } from '../storage/queries/refusal-counts.ts'
import type { Storage } from '../storage/storage.ts'
import { alertSenders, publicUrlOf } from './alert-senders.ts'
import { deliverDue } from './deliver.ts'
import { evaluateRules } from './evaluate-rules.ts'

const evaluateEveryMs = 15_000
/** Maximum share of the time that evaluation takes, on one connection. */
const evaluateShare = 1 / 30
const deliverEveryMs = 3000
const countRefusalsEveryMs = 10_000

type Log = { info(message: string): void; warn(message: string): void }

/** Starts evaluating rules and delivering messages. Of several processes one evaluates at a time; all deliver. */
export function startAlerts(
  { db, ready }: Storage,
  config: Config,
  refusals: Refusals,
  log: Log,
): { stop(): Promise<void> } {
  const { repeat, stop } = repeatJobs(ready, log)
  const senders = alertSenders(config)
  repeat('Counting refusals', countRefusalsEveryMs, async () => {
    const counts = refusals.takeCounts()
    if (counts.size > 0) {
      await addRefusalCounts(db, counts).catch((error) => {
        refusals.giveBack(counts)
        throw error
      })
    }
    return countRefusalsEveryMs
  })
  repeat('Evaluating alert rules', evaluateEveryMs, async () => {
    if (!(await claimEvaluation(db))) return evaluateEveryMs
    const begun = performance.now()
    await evaluateRules(db, new Date(), ({ name }, error) => log.warn(`Rule "${name}" failed: ${error.message}`))
    const pauseMs = Math.max(evaluateEveryMs, (performance.now() - begun) / evaluateShare)
    await postponeEvaluation(db, pauseMs)
    return pauseMs
  })
  repeat('Delivering alerts', deliverEveryMs, async () => {
    await deliverDue(db, { ...senders, publicUrl: () => publicUrlOf(config, db) })
    return deliverEveryMs
  })
  return { stop }
}
