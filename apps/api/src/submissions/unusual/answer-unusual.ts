import type { UnusualAnswer } from '@collector/schema'
import type { Database } from '../../storage/database.ts'
import { findSubmission } from '../find-submission.ts'
import { browserValues } from './browser-values.ts'
import { findOutdated, findUnusual } from './find-unusual.ts'
import { sampleBrowsers } from './sample-browsers.ts'

const weekMs = 7 * 86_400_000
/** The day after the submission counts too, so that the first browser of a new site can be compared. */
const dayMs = 86_400_000
/** Browsers whose text is read: enough for a share within ten points. */
const maxWorking = 150
const maxFailing = 100

/** Answers what is unusual about the browser of a submission; undefined if there is no such submission, or none of a page view. */
export async function answerUnusual(db: Database, submissionId: string): Promise<UnusualAnswer | undefined> {
  const submission = await findSubmission(db, submissionId)
  const facts =
    submission &&
    (await db
      .selectFrom('facts')
      .select([
        ...(['receivedAt', 'pageViewId', 'visitorId', 'fingerprintHash'] as const),
        ...(['browserName', 'browserVersion', 'osName', 'osVersion', 'device'] as const),
      ])
      .where('shard', '=', submission.shard)
      .where('debugDataId', '=', submission.id)
      .where('isReport', '=', false)
      .executeTakeFirst())
  if (!facts) return undefined
  const time = {
    from: new Date(facts.receivedAt.getTime() - weekMs).toISOString(),
    to: new Date(facts.receivedAt.getTime() + dayMs).toISOString(),
  }
  const own = browserValues({ ...submission, ...facts })
  const working = await sampleBrowsers(db, facts, time, { hasErrors: false, most: maxWorking })
  const failing = await sampleBrowsers(db, facts, time, { hasErrors: true, most: maxFailing })
  return {
    browser: facts.browserName,
    os: facts.osName,
    ...time,
    browsers: working.length,
    failingBrowsers: failing.length,
    outdated: findOutdated(own, working),
    items: findUnusual(own, working, failing),
  }
}
