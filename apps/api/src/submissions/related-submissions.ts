import type { RelatedAnswer } from '@collector/schema'
import type { Database } from '../storage/database.ts'
import { findSubmission } from './find-submission.ts'

/** Maximum links of each kind; the list has all. */
const mostOfPageView = 50
const mostGroups = 20

/** Returns the related submissions of a submission, as links to follow; undefined if it does not exist. */
export async function relatedSubmissions(db: Database, submissionId: string): Promise<RelatedAnswer | undefined> {
  const row = await findSubmission(db, submissionId)
  if (!row) return undefined
  const facts = await db
    .selectFrom('facts')
    .select(['pageViewId', 'visitorId', 'fingerprintHash'])
    .where('shard', '=', row.shard)
    .where('debugDataId', '=', row.id)
    .executeTakeFirst()
  return {
    pageView: facts ? await ofPageView(db, row.shard, facts.pageViewId) : [],
    visitorId: facts?.visitorId ?? null,
    fingerprint: facts?.fingerprintHash ?? null,
    errorGroups: await groupsOf(db, row),
  }
}

async function ofPageView(db: Database, shard: number, pageViewId: string): Promise<RelatedAnswer['pageView']> {
  const rows = await db
    .selectFrom('facts')
    .select(['debugDataId as id', 'submissionId', 'sequence', 'receivedAt', 'isReport'])
    .where('shard', '=', shard)
    .where('pageViewId', '=', pageViewId)
    .orderBy('isReport')
    .orderBy((column) => column.fn.coalesce('sequence', column.lit(0)))
    .orderBy('debugDataId')
    .limit(mostOfPageView)
    .execute()
  return rows.map(({ id, submissionId, sequence, receivedAt, isReport }) => ({
    id,
    kind: isReport ? 'report' : 'pageView',
    submissionId,
    sequence,
    receivedAt: receivedAt.toISOString(),
  }))
}

async function groupsOf(
  db: Database,
  { shard, id }: { shard: number; id: number },
): Promise<RelatedAnswer['errorGroups']> {
  return db
    .selectFrom('errors as e')
    .innerJoin('errorGroups as own', 'own.groupKey', 'e.groupKey')
    .innerJoin('errorGroups as g', (join) =>
      join.on((on) => on('g.groupKey', '=', on.fn.coalesce('own.mergedInto', 'own.groupKey'))),
    )
    .select(['g.groupKey', 'g.message'])
    .where('e.shard', '=', shard)
    .where('e.debugDataId', '=', id)
    .groupBy(['g.groupKey', 'g.message'])
    .orderBy((column) => column.fn.min('e.ordinal'))
    .limit(mostGroups)
    .execute()
}
