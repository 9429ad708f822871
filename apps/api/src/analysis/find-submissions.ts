import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { type Found, findFacts } from '../storage/tables/listed.ts'
import { all, type Conditions, matches, matchesColumns, matchesEach } from './conditions.ts'
import type { Place } from './cursor.ts'

/** So many of the newest rows are looked at before anything else is tried: what is common is found among them. */
const newest = 3000

/**
 * The submissions that match, newest first, from below a place. What is searched for is looked for among the newest rows;
 * if there is not a page of it, the search begins at the index of what is searched for and reads no more than one page of
 * it: each text that was found gives its newest rows, and the newest of those are taken.
 */
export async function findSubmissions(
  db: Database,
  conditions: Conditions,
  { before, limit }: { before: Place | undefined; limit: number },
): Promise<Found[]> {
  if (conditions.ip !== undefined) return findByAddress(db, conditions.ip, conditions, before, limit)
  const isBelow = before
    ? sql<boolean>`(f.received_at, f.debug_data_id) < (${before.receivedAt}, ${before.id})`
    : sql<boolean>`true`
  const branches = searchBranches(conditions, all([isBelow, matchesColumns(conditions)]), limit)
  if (!branches) return findFacts(db, all([isBelow, matches(conditions)]), limit)
  const recent = await findAmongNewest(db, conditions, isBelow, limit)
  if (recent.length === limit) return recent
  const { rows } = await sql<Found>`select distinct received_at, id from (${sql.join(branches, sql` union all `)}) found
    order by received_at desc, id desc limit ${limit}`.execute(db)
  return rows
}

/** Also rows that have no facts, unless something is asked of those: whoever asks for an address means all of it. */
async function findByAddress(
  db: Database,
  ip: string,
  { from, to, ...others }: Conditions,
  before: Place | undefined,
  limit: number,
): Promise<Found[]> {
  const where = [sql`d.ip = ${ip}`, matches({ ...others, ip: undefined, from: undefined, to: undefined })]
  const place = before ? sql`(received_at, id) < (${before.receivedAt}, ${before.id})` : sql`true`
  const window = [...(from ? [sql`received_at >= ${from}`] : []), ...(to ? [sql`received_at < ${to}`] : [])]
  const { rows } = await sql<Found>`select received_at, id from (
      select coalesce(f.received_at, d.timestamp at time zone 'UTC', 'epoch') as received_at, d.id
      from debug_data d left join facts f on f.debug_data_id = d.id where ${all(where)}) found
    where ${all([place, ...window])} order by received_at desc, id desc limit ${limit}`.execute(db)
  return rows
}

async function findAmongNewest(
  db: Database,
  conditions: Conditions,
  isBelow: RawBuilder<boolean>,
  limit: number,
): Promise<Found[]> {
  const { from, to } = conditions
  const inWindow = matchesColumns({ from, to, vital: undefined, search: undefined })
  const { rows } = await sql<Found>`select f.received_at, f.debug_data_id as id from (
      select * from facts f where ${isBelow} and ${inWindow}
      order by f.received_at desc, f.debug_data_id desc limit ${newest}) f
    where ${matchesEach(conditions)}
    order by f.received_at desc, f.debug_data_id desc limit ${limit}`.execute(db)
  return rows
}

/** Undefined where there is no search, or one that is better answered by looking at the newest rows. */
function searchBranches(
  { groupKey, search }: Conditions,
  where: RawBuilder<boolean>,
  limit: number,
): RawBuilder<unknown>[] | undefined {
  if (groupKey !== undefined && !search) {
    return [ofErrors(sql`select ${groupKey}::text as key`, sql`e.group_key`, where, limit)]
  }
  if (groupKey !== undefined || !search?.hashes) return undefined
  const { url, userAgent, message } = search.hashes
  return [
    ofFacts(keys(url), sql`f.url_hash`, where, limit),
    ofFacts(keys(userAgent), sql`f.user_agent_hash`, where, limit),
    ofErrors(keys(message), sql`e.message_hash`, where, limit),
  ]
}

function keys(hashes: string[]): RawBuilder<unknown> {
  return sql`select unnest(${hashes}::bigint[]) as key`
}

function ofFacts(
  from: RawBuilder<unknown>,
  column: RawBuilder<unknown>,
  where: RawBuilder<boolean>,
  limit: number,
): RawBuilder<unknown> {
  return sql`select newest.* from (${from}) k cross join lateral (
    select f.received_at, f.debug_data_id as id from facts f where ${column} = k.key and ${where}
    order by f.received_at desc, f.debug_data_id desc limit ${limit}) newest`
}

function ofErrors(
  from: RawBuilder<unknown>,
  column: RawBuilder<unknown>,
  where: RawBuilder<boolean>,
  limit: number,
): RawBuilder<unknown> {
  return sql`select newest.* from (${from}) k cross join lateral (
    select distinct e.received_at, e.debug_data_id as id from errors e
    join facts f on f.page_view_id = e.page_view_id and f.debug_data_id = e.debug_data_id
    where ${column} = k.key and ${where}
    order by e.received_at desc, e.debug_data_id desc limit ${limit}) newest`
}
