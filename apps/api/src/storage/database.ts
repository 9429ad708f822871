import type { Kysely } from 'kysely'
import type { DebugDataTable } from './tables/debug-data.ts'
import type { SettingsTable } from './tables/settings.ts'
import type { SubmissionsTable } from './tables/submissions.ts'

/** Every table, one line each. Names are camelCase here and snake_case in SQL. */
export interface Tables {
  debugData: DebugDataTable
  submissions: SubmissionsTable
  settings: SettingsTable
}

export type Database = Kysely<Tables>
