import type { Kysely } from 'kysely'
import { indexForSearch } from './index-for-search.ts'

/** The embedded engine has trigrams since it is opened with them; what was made before gets its index now. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await indexForSearch(db)
}
