import { beforeEach, expect, test } from 'vitest'
import { createQueue } from './queue.ts'

const endpoint = 'https://collector.example/collect'
const item = (submissionId: string, body = '{}', madeAt = Date.now()) => ({ submissionId, body, madeAt })
const ids = (queue: ReturnType<typeof createQueue>) => {
  queue.restore()
  return queue.items().map(({ submissionId }) => submissionId)
}

beforeEach(() => localStorage.clear())

test('a page restores the queue of the previous one, oldest first', () => {
  const queue = createQueue(endpoint)
  queue.add(item('b', '{}', Date.now() - 1000))
  queue.add(item('a', '{}', Date.now() - 2000))
  expect(ids(createQueue(endpoint))).toEqual(['a', 'b'])
  queue.remove('a')
  expect(ids(createQueue(endpoint))).toEqual(['b'])
  expect(ids(createQueue('https://another.example/collect'))).toEqual([])
})

test('the queue is limited in age and size; the newest stay', () => {
  const queue = createQueue(endpoint)
  queue.add(item('old', '{}', Date.now() - 25 * 3600 * 1000))
  for (const id of ['1', '2', '3', '4', '5']) queue.add(item(id, 'x'.repeat(60_000), Date.now() - 100 + Number(id)))
  expect(ids(createQueue(endpoint))).toEqual(['2', '3', '4', '5'])
})

test('unknown values and other keys in storage are ignored', () => {
  localStorage.setItem(`collector:${endpoint}#x`, 'nonsense')
  localStorage.setItem(`collector:${endpoint}#y`, '')
  localStorage.setItem('theirs', '1 {}')
  expect(ids(createQueue(endpoint))).toEqual([])
  expect(Object.keys(localStorage)).toEqual(['theirs'])
})

test('without storage the page keeps its own submissions in memory', () => {
  const { setItem } = Storage.prototype
  Storage.prototype.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  try {
    const queue = createQueue(endpoint)
    queue.add(item('own'))
    expect(ids(queue)).toEqual(['own'])
    queue.clear()
    expect(ids(queue)).toEqual([])
  } finally {
    Storage.prototype.setItem = setItem
  }
})
