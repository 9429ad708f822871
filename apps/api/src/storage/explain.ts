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
  return plan ? sumPlan(plan) : { cost: 0, rows: 0 }
}

/** Reads a plan. Citus plans no cost of its own: it shows the plan of one of several tasks, which are alike. */
export function sumPlan(plan: Plan): Explained {
  const job = plan['Distributed Query']?.Job
  const task = job?.Tasks[0]?.['Remote Plan']?.[0]?.[0]?.Plan
  if (!job || !task) return { cost: plan['Total Cost'], rows: plan['Plan Rows'] }
  return { cost: task['Total Cost'] * job['Task Count'], rows: task['Plan Rows'] * job['Task Count'] }
}

/** A plan of EXPLAIN, as far as it is read here. */
interface Plan {
  'Total Cost': number
  'Plan Rows': number
  /** Where Citus asks its workers; a task has no plan while its worker is away. */
  'Distributed Query'?: { Job: { 'Task Count': number; Tasks: { 'Remote Plan'?: { Plan: Plan }[][] }[] } }
}

type Answer = { Plan: Plan }[]
