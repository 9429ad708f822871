import { sql } from 'kysely'
import type { Database } from '../database.ts'

const settingKey = 'alerts_evaluated_until'
/** Duration of a claim in ms, after which another process takes over from a dead one. */
const claimMs = 60_000

/**
 * Claims the turn to evaluate by a row with its end. That needs no session, so it works through a pooler too. While no rule is
 * enabled nothing is written.
 *
 * @returns whether it is this process's turn
 */
export async function claimEvaluation(db: Database): Promise<boolean> {
  const { rows } = await sql`insert into settings (key, value)
    select ${settingKey}, ${timeIn(claimMs)} where exists (select from alert_rules where is_enabled)
    on conflict (key) do update set value = excluded.value where settings.value < ${timeIn(0)}
    returning key`.execute(db)
  return rows.length > 0
}

/** Releases the turn: the next one begins after a pause. */
export async function postponeEvaluation(db: Database, pauseMs: number): Promise<void> {
  await sql`update settings set value = ${timeIn(pauseMs)} where key = ${settingKey}`.execute(db)
}

/** Returns SQL of a time in ISO 8601, which sorts by time; by the database's clock, which all processes share. */
function timeIn(ms: number) {
  return sql<string>`to_char((now() + ${ms} * interval '1 millisecond') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS')`
}
