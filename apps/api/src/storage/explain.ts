import { type RawBuilder, sql } from 'kysely'
import type { Database } from './database.ts'

/** An estimate of the database's planner. */
interface Explained {
  /** Cost in the planner's unit: 1 is a sequential read of a page. */
  cost: number
  rows: number
}

/** @param from what follows `select … from` */
export async function expectedCost(db: Database, from: RawBuilder<unknown>): Promise<number> {
  return (await explain(db, from)).cost
}

/** @param from what follows `select … from` */
export async function expectedRows(db: Database, from: RawBuilder<unknown>): Promise<number> {
  return (await explain(db, from)).rows
}

async function explain(db: Database, from: RawBuilder<unknown>): Promise<Explained> {
  const { rows } = await sql<Record<string, Answer>>`explain (format json) select from ${from}`.execute(db)
  const [{ Plan: plan } = {}] = Object.values(rows[0] ?? {})[0] ?? []
  return { cost: plan?.['Total Cost'] ?? 0, rows: plan?.['Plan Rows'] ?? 0 }
}

/** An answer of EXPLAIN, as far as it is read here. */
type Answer = { Plan: { 'Total Cost': number; 'Plan Rows': number } }[]
