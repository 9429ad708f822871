import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../storage/database.ts'
import { factsOfError } from '../storage/tables/errors.ts'
import { type Found, findFacts } from '../storage/tables/listed.ts'
import { all, type Conditions, inSpan, isOfAddress, matches, matchesColumns, matchesEach } from './conditions.ts'
import type { Place } from './cursor.ts'

/** Which page of the list. */
export interface Asked {
  before: Place | undefined
  limit: number
}

/** So many rows are looked at before anything else is tried: the newest, since what is common is found among them. */
const newest = 3000

/**
 * The submissions that match, newest first, from below a place. What is searched for is looked for among the newest rows;
 * if there is not a page of it, the search begins at the index of what is searched for and reads no more than one page of
 * it: each text that was found gives its newest rows, and the newest of those are taken.
 */
export async function findSubmissions(
  db: Database,
  conditions: Conditions,
  { before, limit }: Asked,
): Promise<Found[]> {
  if (conditions.ip !== undefined) return findByAddress(db, conditions.ip, conditions, before, limit)
  const branches = searchBranches(conditions, before, limit)
  if (!branches) {
    return findFacts(db, all([isBelow('f', before), matches(conditions)]), limit)
  }
  const recent = await findAmongNewest(db, conditions, before, limit)
  if (recent.length === limit) return recent
  const { rows } = await sql<Found>`select distinct received_at, id from (${sql.join(branches, sql` union all `)}) found
    order by received_at desc, id desc limit ${limit}`.execute(db)
  return rows
}

/**
 * Also rows that have no facts, unless something is asked of those: whoever asks for an address means all of it. In the order
 * of their numbers, which is that of time: the planner then begins at the newest for an address of many and at its index
 * for one of few.
 */
async function findByAddress(
  db: Database,
  ip: string,
  { from, to, ...others }: Conditions,
  before: Place | undefined,
  limit: number,
): Promise<Found[]> {
  const receivedAt = sql`coalesce(f.received_at, d.timestamp at time zone 'UTC', 'epoch')`
  const where = all([
    isOfAddress(ip),
    ...(before ? [sql`d.id < ${before.id}`] : []),
    inSpan(receivedAt, { from, to }),
    matches({ ...others, ip: undefined, from: undefined, to: undefined }),
  ])
  const { rows } = await sql<Found>`select ${receivedAt} as received_at, d.id
    from debug_data d left join facts f on f.debug_data_id = d.id where ${where} order by d.id desc limit ${limit}`.execute(
    db,
  )
  return rows
}

/** Whether a row of facts or errors comes after a place in the list. */
export function isBelow(row: 'f' | 'e', before: Place | undefined): RawBuilder<boolean> {
  if (!before) return sql<boolean>`true`
  return sql<boolean>`(${sql.id(row)}.received_at, ${sql.id(row)}.debug_data_id) < (${before.receivedAt}, ${before.id})`
}

async function findAmongNewest(
  db: Database,
  conditions: Conditions,
  before: Place | undefined,
  limit: number,
): Promise<Found[]> {
  const { rows } = await sql<Found>`select f.received_at, f.debug_data_id as id from (
      select * from facts f where ${isBelow('f', before)} and ${inSpan(sql`f.received_at`, conditions)}
      order by f.received_at desc, f.debug_data_id desc limit ${newest}) f
    where ${matchesEach(conditions)}
    order by f.received_at desc, f.debug_data_id desc limit ${limit}`.execute(db)
  return rows
}

/** Undefined where there is no search, or one that is better answered by looking at the newest rows. */
function searchBranches(
  conditions: Conditions,
  before: Place | undefined,
  limit: number,
): RawBuilder<unknown>[] | undefined {
  const { groupKey, search } = conditions
  const ofFacts = (hashes: string[], column: RawBuilder<unknown>) =>
    newestOf(
      keys(hashes),
      sql`select f.received_at, f.debug_data_id as id from facts f
      where ${column} = k.key and ${isBelow('f', before)} and ${matchesColumns(conditions)}
      order by f.received_at desc, f.debug_data_id desc limit ${limit}`,
    )
  const ofErrors = (from: RawBuilder<unknown>, column: 'group_key' | 'message_hash') =>
    newestOf(
      from,
      sql`select e.received_at, e.debug_data_id as id from errors e
      cross join lateral ${factsOfError(all([isFirst(column), matchesColumns(conditions)]))}
      where e.${sql.id(column)} = k.key and ${isBelow('e', before)} and ${inSpan(sql`e.received_at`, conditions)}
      order by e.received_at desc, e.debug_data_id desc limit ${limit}`,
    )

  if (groupKey !== undefined && !search) return [ofErrors(sql`select ${groupKey}::text as key`, 'group_key')]
  if (groupKey !== undefined || !search?.hashes) return undefined
  const { url, userAgent, message } = search.hashes
  return [
    ofFacts(url, sql`f.url_hash`),
    ofFacts(userAgent, sql`f.user_agent_hash`),
    ofErrors(keys(message), 'message_hash'),
  ]
}

function keys(hashes: string[]): RawBuilder<unknown> {
  return sql`select unnest(${hashes}::bigint[]) as key`
}

/** Whether an error e is the first of its submission with its value: `distinct` would read all before the newest. */
function isFirst(column: 'group_key' | 'message_hash'): RawBuilder<boolean> {
  return sql`e.ordinal = (select min(same.ordinal) from errors same where same.page_view_id = e.page_view_id
    and same.debug_data_id = e.debug_data_id and same.${sql.id(column)} = e.${sql.id(column)})`
}

/** The newest rows of each key. */
function newestOf(keys: RawBuilder<unknown>, newest: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select newest.* from (${keys}) k cross join lateral (${newest}) newest`
}
