import type { PagesAnswer, ScriptsAnswer, SubmissionItem } from '@collector/schema'
import type { AddressFilters } from '../../address/address-filters.ts'
import { listSubmissions } from '../../api/submissions.ts'
import { getPages } from '../pages/get-pages.ts'
import { getScripts } from '../scripts/get-scripts.ts'
import { getVitals, type VitalsAnswers } from '../vitals/get-vitals.ts'
import type { VitalsChoice } from '../vitals/vitals-choice.ts'

export interface PageAnswers {
  vitals: VitalsAnswers
  /** The paths that are this page. */
  paths: PagesAnswer
  scripts: ScriptsAnswer
  newest: SubmissionItem[]
}

const shown = { paths: '10', scripts: '10', newest: '6' }

/** Requests everything about one page; the filters name it. */
export async function getPage(
  choice: VitalsChoice,
  filters: AddressFilters,
  signal: AbortSignal,
): Promise<PageAnswers> {
  const [vitals, paths, scripts, { items }] = await Promise.all([
    getVitals(choice, filters, signal),
    getPages({ ...filters, group: 'path', limit: shown.paths }, signal),
    getScripts({ ...filters, by: 'script', limit: shown.scripts }, signal),
    listSubmissions({ ...filters, limit: shown.newest }, signal),
  ])
  return { vitals, paths, scripts, newest: items }
}
