import { insertRows, orNow } from '../insert-rows.ts'

/** A release that page views were sent from, in one environment. */
export interface ReleasesTable {
  /** When its first submission was received. */
  firstSeen: Date
  release: string
  /** '' if the site names none. */
  environment: string
}

/** A release that somebody said was deployed. */
export interface DeploysTable {
  deployedAt: Date
  release: string
  /** '' if none was named. */
  environment: string
  /** Where to read about it. */
  url: string | null
}

/** A release in which a group of errors occurred. */
export interface ErrorGroupReleasesTable extends ReleasesTable {
  groupKey: string
}

type New<Row> = Omit<Row, 'firstSeen'> & { receivedAt: Date | null }

const columns = {
  first_seen: (row: New<ReleasesTable>) => row.receivedAt,
  release: (row: New<ReleasesTable>) => row.release,
  environment: (row: New<ReleasesTable>) => row.environment,
}
const expressions = { first_seen: orNow }
const keepFirst = (table: string) => `do update set first_seen = least(${table}.first_seen, excluded.first_seen)`

/** Rows that exist stay without a lock: all senders write the same ones. */
const insertNewReleases = insertRows<New<ReleasesTable>>({
  table: 'releases',
  expressions,
  columns,
  suffix: 'on conflict do nothing',
})
/** For rows that were received earlier than those that exist. */
const insertEarlierReleases = insertRows<New<ReleasesTable>>({
  table: 'releases',
  expressions,
  columns,
  suffix: `on conflict (release, environment) ${keepFirst('releases')}`,
})

const groupColumns = { ...columns, group_key: (row: New<ErrorGroupReleasesTable>) => row.groupKey }
const insertNewGroupReleases = insertRows<New<ErrorGroupReleasesTable>>({
  table: 'error_group_releases',
  expressions,
  columns: groupColumns,
  suffix: 'on conflict do nothing',
})
const insertEarlierGroupReleases = insertRows<New<ErrorGroupReleasesTable>>({
  table: 'error_group_releases',
  expressions,
  columns: groupColumns,
  suffix: `on conflict (group_key, release, environment) ${keepFirst('error_group_releases')}`,
})

export function insertReleases(rows: readonly New<ReleasesTable>[]) {
  return isNow(rows) ? insertNewReleases(rows) : insertEarlierReleases(rows)
}

export function insertErrorGroupReleases(rows: readonly New<ErrorGroupReleasesTable>[]) {
  return isNow(rows) ? insertNewGroupReleases(rows) : insertEarlierGroupReleases(rows)
}

function isNow(rows: readonly { receivedAt: Date | null }[]): boolean {
  return rows.every(({ receivedAt }) => receivedAt === null)
}
