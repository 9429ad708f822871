import type { SubmissionItem } from '@collector/schema'
import { expect, test } from 'vitest'
import { arrive, release } from './live-list.ts'

const items = (...ids: number[]) => ids.map((id) => ({ id }) as SubmissionItem)
const ids = (list: readonly SubmissionItem[]) => list.map(({ id }) => id)

test('new items go on top, or wait and are released together, in order and without duplicates', () => {
  let list = arrive({ shown: items(2, 1), waiting: [] }, items(3, 4), false)
  expect(ids(list.shown)).toEqual([4, 3, 2, 1])
  list = arrive(list, items(4, 5, 6), true)
  list = arrive(list, items(6, 7), true)
  expect(ids(list.shown)).toEqual([4, 3, 2, 1])
  expect(ids(list.waiting)).toEqual([7, 6, 5])
  expect(ids(arrive(list, items(8), false).shown)).toEqual([8, 7, 6, 5, 4, 3, 2, 1])
  expect(ids(release(list).shown)).toEqual([7, 6, 5, 4, 3, 2, 1])
})
