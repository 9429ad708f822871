import { type Kysely, sql } from 'kysely'

/**
 * Which levels go with which dimensions: taken for independent, the planner expects twenty times the rows and reads the
 * whole table for them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create statistics if not exists rollups_kinds (mcv) on level, dimension, dimension2 from rollups`.execute(
    db,
  )
  await sql`analyze rollups`.execute(db)
}
