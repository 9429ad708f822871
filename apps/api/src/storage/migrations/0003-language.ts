import type { Kysely } from 'kysely'
import { addDimension } from './add-dimension.ts'

/** Page views are filtered by and grouped by the primary language of the browser. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addDimension(db, 'language')
}
