import type { ScriptItem, ScriptsAnswer, ScriptsQuery } from '@collector/schema'
import { sql } from 'kysely'
import { readFilter } from '../filters/read-filter.ts'
import { canonicalHost } from '../identity/canonical-host.ts'
import type { Database } from '../storage/database.ts'
import { hashOfKey } from '../storage/tables/script-bytes.ts'
import type { Script } from '../storage/tables/scripts.ts'
import { chooseRowPlan } from './choose-plan.ts'
import { decodeRank, pageOfRanking, type Rank } from './rank-cursor.ts'
import { isEstimate, pageViewRows, type Scope, scopeOf } from './scope.ts'
import { type PageViewScripts, type ScriptSum, scriptKeys, sumScripts } from './sum-scripts.ts'
import { serviceFinder } from './third-parties.ts'
import { topPages } from './top-pages.ts'

/**
 * Answers what the scripts of page views cost. Rollups do not hold scripts.
 *
 * @param nameOf names the page that a path belongs to
 * @throws RefusedError for an invalid cursor, or a time that does not exist
 */
export async function answerScripts(
  db: Database,
  { by, scriptHost, limit, cursor, ...filters }: ScriptsQuery,
  nameOf: NameOf,
) {
  const after = cursor === undefined ? undefined : decodeRank(cursor, 2)
  const filter = await readFilter(db, filters)
  const scope = scopeOf(await chooseRowPlan(db, filter), filter)
  return listScripts(db, scope, { by, scriptHost, limit, after, nameOf })
}

type NameOf = (path: string) => string
type Listing = Pick<ScriptsQuery, 'by' | 'scriptHost' | 'limit'> & { after: Rank | undefined; nameOf: NameOf }

/** Lists one page of the scripts of a scope, those that cost most first. */
export async function listScripts(
  db: Database,
  scope: Scope,
  { by, scriptHost, limit, after, nameOf }: Listing,
): Promise<ScriptsAnswer> {
  const { rows } = await sql<PageViewScripts>`
    select f.host, f.path, f.scripts from (${pageViewRows(scope, sql`f.host, f.path, f.scripts`)}) f`.execute(db)
  const sums = await sumScripts(rows, await knownScripts(db, scriptKeys(rows)), by)
  const wanted = scriptHost === undefined ? undefined : canonicalHost(scriptHost)
  const ofHost = wanted === undefined ? sums : sums.filter(({ host }) => host === wanted)
  const { shown, nextCursor } = pageOfRanking(ofHost, byCost, { after, limit })
  const described: Described = {
    by,
    nameOf,
    // the page views of a sample have the same weight each
    weight: scope.plan.source === 'sample' ? scope.plan.weight : 1,
    service: await serviceFinder(),
  }
  return {
    pageViews: rows.length * described.weight,
    items: shown.map((sum) => itemOf(sum, described)),
    nextCursor,
    isEstimate: isEstimate(scope),
  }
}

function byCost({ blockingMs, transferredBytes, host, path }: ScriptSum) {
  return { numbers: [blockingMs, transferredBytes], key: `${host ?? ''} ${path ?? ''}` }
}

async function knownScripts(db: Database, keys: string[]): Promise<Map<string, Script>> {
  const keyOf = new Map(keys.map((key) => [hashOfKey(key), key]))
  const { rows } = await sql<Script>`select distinct on (script_hash) script_hash::text, host, path from scripts
    where script_hash = any(${[...keyOf.keys()]}::bigint[])`.execute(db)
  return new Map(rows.map((row) => [keyOf.get(row.scriptHash) as string, row]))
}

interface Described {
  weight: number
  nameOf: NameOf
  by: ScriptsQuery['by']
  service: Awaited<ReturnType<typeof serviceFinder>>
}

function itemOf(sum: ScriptSum, { weight, by, nameOf, service }: Described): ScriptItem {
  const { host, path, pages, pageHosts } = sum
  const isFirstParty = host !== null && [...pageHosts].some((page) => page !== null && service.isSameSite(page, host))
  return {
    host,
    name: host === null || isFirstParty ? null : service.nameOf(host),
    url: by === 'script' && host !== null && path !== null ? `https://${host}${path}` : null,
    isFirstParty,
    pageViews: sum.pageViews * weight,
    requests: sum.requests * weight,
    transferredBytes: sum.transferredBytes * weight,
    durationP75: p75(sum.durations),
    blockingMs: sum.blockingMs * weight,
    blockedPageViews: sum.blockedPageViews * weight,
    forcedLayoutMs: sum.forcedLayoutMs * weight,
    failures: sum.failures * weight,
    paths: topPages(
      [...pages].map(([value, pageViews]) => ({ value, pageViews: pageViews * weight })),
      nameOf,
    ),
  }
}

/** Interpolates as PostgreSQL's `percentile_cont` does. */
function p75(values: number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const rank = 0.75 * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(rank)] as number, sorted[Math.ceil(rank)] as number]
  return Math.round(low + (high - low) * (rank - Math.floor(rank)))
}
