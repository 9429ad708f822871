import type { Filters, SubmissionItem, SubmissionsAnswer, SubmissionsQuery } from '@collector/schema'
import type { Database } from '../storage/database.ts'
import { type ListedRow, listRows, listRowsById } from '../storage/tables/listed.ts'
import { decodeCursor, encodeCursor, type Place } from './cursor.ts'
import { findInSteps, type StepLimits } from './find-in-steps.ts'
import { readConditions } from './read-conditions.ts'
import { submissionItem } from './submission-item.ts'

/**
 * One page of the list, newest first. Pages go down from the last row shown, so that what arrives meanwhile neither
 * repeats a row nor hides one. Without a filter every row is shown, also those that have no facts. A page may have fewer than
 * are asked for, or none, and yet a next one: where what is asked for is looked for in steps.
 *
 * @throws RefusedError for a cursor that no list gave out, or a time that is none
 */
export async function listPage(
  db: Database,
  { limit, cursor, ...filters }: SubmissionsQuery,
  limits?: StepLimits,
): Promise<SubmissionsAnswer> {
  const before = cursor === undefined ? undefined : decodeCursor(cursor)
  const { rows, lookedUntil } = isFiltered(filters)
    ? await listMatching(db, filters, before, limit + 1, limits)
    : { rows: await listRows(db, { before: before?.id, limit: limit + 1 }) }
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = last && rows.length > limit ? placeOf(last) : lookedUntil
  return { items: shown.map(submissionItem), nextCursor: next ? encodeCursor(next) : null }
}

/** Items by number, in the order of the numbers. */
export async function listItems(db: Database, ids: number[]): Promise<SubmissionItem[]> {
  return (await rowsInOrder(db, ids)).map(submissionItem)
}

export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some((value) => value !== undefined)
}

interface Listed {
  rows: ListedRow[]
  lookedUntil?: Place | undefined
}

async function listMatching(
  db: Database,
  filters: Filters,
  before: Place | undefined,
  limit: number,
  limits?: StepLimits,
): Promise<Listed> {
  const { found, lookedUntil } = await findInSteps(db, await readConditions(db, filters), { before, limit }, limits)
  const ids = found.map(({ id }) => id)
  return { rows: await rowsInOrder(db, ids), lookedUntil }
}

async function rowsInOrder(db: Database, ids: number[]): Promise<ListedRow[]> {
  const byId = new Map((await listRowsById(db, ids)).map((row) => [row.id, row]))
  // one may have been deleted since it was found
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined)
}

function placeOf({ receivedAt, id }: ListedRow): Place {
  return { receivedAt: receivedAt ?? new Date(0), id }
}
