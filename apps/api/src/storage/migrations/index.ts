import type { Migration } from 'kysely/migration'
import * as first from './2026-11-23-first.ts'
import * as facts from './2026-11-24-facts.ts'
import * as lz4 from './2026-11-24-lz4.ts'
import * as addressIndex from './2026-11-25-address-index.ts'
import * as embeddedTrigrams from './2026-11-26-embedded-trigrams.ts'
import * as slowPageViews from './2026-11-27-slow-page-views.ts'
import * as rollupStatistics from './2026-11-28-rollup-statistics.ts'
import * as referrerHost from './2026-11-29-referrer-host.ts'
import * as errorsKey from './2026-11-30-errors-key.ts'
import * as partitions from './2026-12-05-partitions.ts'
import * as rollupHistograms from './2026-12-06-rollup-histograms.ts'
import * as sixHours from './2026-12-07-six-hours.ts'
import * as rollupIndexes from './2026-12-08-rollup-indexes.ts'
import * as tenMinutes from './2026-12-09-ten-minutes.ts'
import * as countsAndSlowPageViews from './2026-12-10-counts-and-slow-page-views.ts'
import * as lateGroups from './2026-12-11-late-groups.ts'

/** Every migration, in order. They are forward only, and none is changed once it was released. */
export const migrations: Record<string, Migration> = {
  '2026-11-23-first': first,
  '2026-11-24-facts': facts,
  '2026-11-24-lz4': lz4,
  '2026-11-25-address-index': addressIndex,
  '2026-11-26-embedded-trigrams': embeddedTrigrams,
  '2026-11-27-slow-page-views': slowPageViews,
  '2026-11-28-rollup-statistics': rollupStatistics,
  '2026-11-29-referrer-host': referrerHost,
  '2026-11-30-errors-key': errorsKey,
  '2026-12-05-partitions': partitions,
  '2026-12-06-rollup-histograms': rollupHistograms,
  '2026-12-07-six-hours': sixHours,
  '2026-12-08-rollup-indexes': rollupIndexes,
  '2026-12-09-ten-minutes': tenMinutes,
  '2026-12-10-counts-and-slow-page-views': countsAndSlowPageViews,
  '2026-12-11-late-groups': lateGroups,
}
