import type { Migration } from 'kysely/migration'
import * as predecessor from './0001-predecessor.ts'
import * as initial from './0002-initial.ts'
import * as language from './0003-language.ts'
import * as reasons from './0004-reasons.ts'
import * as scripts from './0005-scripts.ts'
import * as sourceMaps from './0006-source-maps.ts'
import * as tokens from './0007-tokens.ts'
import * as releases from './0008-releases.ts'
import * as mergedErrorGroups from './0009-merged-error-groups.ts'
import * as alerts from './0010-alerts.ts'
import * as reports from './0011-reports.ts'
import * as cases from './0012-cases.ts'
import * as fingerprints from './0013-fingerprints.ts'
import * as copiesWithErrors from './0014-copies-with-errors.ts'
import * as noise from './0015-noise.ts'
import * as sampledErrors from './0016-sampled-errors.ts'

/** Every migration, in order. They are forward only, and none is changed once it was released. */
export const migrations: Record<string, Migration> = {
  '0001-predecessor': predecessor,
  '0002-initial': initial,
  '0003-language': language,
  '0004-reasons': reasons,
  '0005-scripts': scripts,
  '0006-source-maps': sourceMaps,
  '0007-tokens': tokens,
  '0008-releases': releases,
  '0009-merged-error-groups': mergedErrorGroups,
  '0010-alerts': alerts,
  '0011-reports': reports,
  '0012-cases': cases,
  '0013-fingerprints': fingerprints,
  '0014-copies-with-errors': copiesWithErrors,
  '0015-noise': noise,
  '0016-sampled-errors': sampledErrors,
}
