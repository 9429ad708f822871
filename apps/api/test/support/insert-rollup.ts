import { sql } from 'kysely'
import type { Database } from '../../src/storage/database.ts'

/** Writes a row as a version does that has histograms as bytes: what is not given is empty, and a column is named only if it is. */
export function insertRollup(db: Database, given: Record<string, string | number>) {
  const row = { ...empty, ...given }
  return sql`insert into rollups (${sql.join(Object.keys(row).map((name) => sql.ref(name)))})
    values (${sql.join(Object.values(row).map((value) => sql.lit(value)))})`.execute(db)
}

const texts = ['dimension', 'value', 'dimension2', 'value2']
const vitals = ['lcp', 'inp', 'cls', 'fcp', 'ttfb']
const empty = {
  bucketStart: '2026-11-20T10:00:00Z',
  pageViews: 1,
  pageViewsWithErrors: 0,
  errors: 0,
  ...Object.fromEntries(vitals.map((name) => [name, 0])),
  ...Object.fromEntries([...texts, ...vitals.map((name) => `${name}Histogram`)].map((name) => [name, ''])),
}
