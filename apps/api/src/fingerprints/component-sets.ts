import { sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { yieldToEventLoop } from '../yield-to-event-loop.ts'

/** Component name -> hash of its value. */
export type ComponentSet = Readonly<Record<string, string>>

/** Number of sets that are parsed in a row, about two milliseconds of work. */
const perTurn = 100

/** Reads sets of component values by their keys; an empty key has none. */
export async function componentSets(db: Database, keys: Iterable<string>): Promise<Map<string, ComponentSet>> {
  const asked = [...new Set(keys)].filter((key) => key !== '')
  const { rows } = await sql<{ key: string; components: string }>`select fingerprint_key::text as key, components
    from fingerprints where fingerprint_key = any(${asked}::bigint[])`.execute(db.withoutPlugins())
  const sets = new Map<string, ComponentSet>()
  for (const [index, { key, components }] of rows.entries()) {
    sets.set(key, JSON.parse(components))
    if (index % perTurn === perTurn - 1) await yieldToEventLoop()
  }
  return sets
}
