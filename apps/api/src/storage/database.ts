import type { Kysely } from 'kysely'
import type { AccessTokensTable } from './tables/access-tokens.ts'
import type {
  AlertChannelsTable,
  AlertDeliveriesTable,
  AlertEventsTable,
  AlertRulesTable,
  RefusalCountsTable,
} from './tables/alerts.ts'
import type { DebugDataTable } from './tables/debug-data.ts'
import type { ErrorGroupsTable } from './tables/error-groups.ts'
import type { ErrorRollupsTable } from './tables/error-rollups.ts'
import type { ErrorsTable } from './tables/errors.ts'
import type { FactsTable } from './tables/facts.ts'
import type { FingerprintsTable } from './tables/fingerprints.ts'
import type { PageViewRollupsTable } from './tables/page-view-rollups.ts'
import type { PageViewSamplesTable } from './tables/page-view-samples.ts'
import type { PageViewsTable } from './tables/page-views.ts'
import type { ReasonsTable } from './tables/reasons.ts'
import type { DeploysTable, ErrorGroupReleasesTable, ReleasesTable } from './tables/releases.ts'
import type { RollupQueueTable } from './tables/rollup-queue.ts'
import type { ScriptsTable } from './tables/scripts.ts'
import type { SettingsTable } from './tables/settings.ts'
import type { WithShards } from './tables/sharded-tables.ts'
import type { BundleChunksTable, MappedScriptsTable, SourceMapsTable } from './tables/source-maps.ts'
import type { SubmissionsTable } from './tables/submissions.ts'
import type { TextsTable } from './tables/texts.ts'

/** Every table, one line each. Names are camelCase here and snake_case in SQL. */
interface OwnColumns {
  debugData: DebugDataTable
  submissions: SubmissionsTable
  pageViews: PageViewsTable
  facts: FactsTable
  errors: ErrorsTable
  errorGroups: ErrorGroupsTable
  releases: ReleasesTable
  deploys: DeploysTable
  errorGroupReleases: ErrorGroupReleasesTable
  texts: TextsTable
  reasons: ReasonsTable
  fingerprints: FingerprintsTable
  pageViewSamples: PageViewSamplesTable
  pageViewRollups: PageViewRollupsTable
  errorRollups: ErrorRollupsTable
  rollupQueue: RollupQueueTable
  sourceMaps: SourceMapsTable
  mappedScripts: MappedScriptsTable
  scripts: ScriptsTable
  bundleChunks: BundleChunksTable
  settings: SettingsTable
  /** Only the shards themselves. */
  shards: object
  accessTokens: AccessTokensTable
  alertChannels: AlertChannelsTable
  alertRules: AlertRulesTable
  alertEvents: AlertEventsTable
  alertDeliveries: AlertDeliveriesTable
  refusalCounts: RefusalCountsTable
}

export type Tables = WithShards<OwnColumns>
export type Database = Kysely<Tables>
