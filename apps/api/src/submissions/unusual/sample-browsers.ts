import { parseFilter } from '../../filters/read-filter.ts'
import { anyOf } from '../../storage/any-of.ts'
import type { Database } from '../../storage/database.ts'
import { findSubmissions } from '../find-submissions.ts'
import { type BrowserValues, browserValues } from './browser-values.ts'

/** A browser whose kind is sampled. */
export interface SampledKind {
  pageViewId: string
  visitorId: string | null
  fingerprintHash: string | null
  browserName: string | null
  osName: string | null
  device: string | null
}

/** Page views per wanted browser that are looked at: one browser has several. */
const pageViewsPerBrowser = 4

/** Returns the values of other browsers of a kind in a time, each browser once, latest first. */
export async function sampleBrowsers(
  db: Database,
  kind: SampledKind,
  { from, to }: { from: string; to: string },
  { hasErrors, most }: { hasErrors: boolean; most: number },
): Promise<BrowserValues[]> {
  const filter = parseFilter({ from, to, hasErrors, kind: 'pageView', device: kind.device === 'bot' ? 'bot' : '!bot' })
  // '' is no value
  filter.values.browser = [kind.browserName ?? '']
  filter.values.os = [kind.osName ?? '']
  const { rows } = await findSubmissions(db, filter, { limit: most * pageViewsPerBrowser, isCurrent: true })
  const facts = await factsOf(
    db,
    rows.map(({ id }) => id),
  )
  const known = new Set([identityOf(kind)])
  const chosen = facts.filter((row) => {
    const isOther = row.pageViewId !== kind.pageViewId && !known.has(identityOf(row))
    known.add(identityOf(row))
    return isOther
  })
  return valuesOf(db, chosen.slice(0, most))
}

/** Returns an id of the browser: the visitor id, else its fingerprint, else only the page view. */
function identityOf({ visitorId, fingerprintHash, pageViewId }: Omit<SampledKind, 'device'>): string {
  return visitorId ?? fingerprintHash ?? pageViewId
}

type FactsRow = Awaited<ReturnType<typeof factsOf>>[number]

async function factsOf(db: Database, ids: number[]) {
  return db
    .selectFrom('facts')
    .select([
      ...(['debugDataId', 'pageViewId', 'visitorId', 'fingerprintHash'] as const),
      ...(['browserName', 'osName', 'browserVersion', 'osVersion'] as const),
    ])
    .where('debugDataId', '=', anyOf(ids))
    .orderBy('debugDataId', 'desc')
    .execute()
}

async function valuesOf(db: Database, facts: FactsRow[]): Promise<BrowserValues[]> {
  const rows = await db
    .selectFrom('debugData')
    .select(['id', 'browserInfo', 'fingerprints'])
    .where('id', '=', anyOf(facts.map(({ debugDataId }) => debugDataId)))
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return facts.flatMap(({ debugDataId, ...versions }) => {
    const row = byId.get(debugDataId)
    return row ? [browserValues({ ...row, ...versions })] : []
  })
}
