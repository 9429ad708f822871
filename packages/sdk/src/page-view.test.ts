import { expect, test } from 'vitest'
import { addFrame, addResource, beginPageView, type PageViewKind, viewAt, viewOf } from './page-view.ts'

const view = (kind: PageViewKind, startedAt: number) => beginPageView(kind, startedAt, '')

test('a moment belongs to the page view that had begun', () => {
  const [load, first, second] = [view('load', 0), view('soft', 100), view('soft', 200)]
  expect([0, 99, 100, 150, 1e6].map((time) => viewAt([load, first, second], time))).toEqual([
    load,
    load,
    first,
    first,
    second,
  ])
  expect(viewAt([second], 150)).toBeUndefined()
})

test('a vital belongs to the navigation that the browser attributes it to', () => {
  const [load, soft, restore, later] = [view('load', 0), view('soft', 100), view('restore', 200), view('soft', 300)]
  const views = [load, soft, restore, later]
  expect(viewOf(views, 'load', 0)).toBe(load)
  // the click comes before the page changes its URL
  expect(viewOf(views, 'soft', 95)).toBe(soft)
  expect(viewOf(views, 'soft', 295)).toBe(later)
  // the page changed its URL by the query alone, which is no page view
  expect(viewOf(views, 'soft', 400)).toBeUndefined()
  expect(viewOf(views, 'restore', 199)).toBe(restore)
})

test('each page view has 500 resources, the first ones, and 10 frames, those that blocked longest', () => {
  for (const one of [view('load', 0), view('soft', 100)]) {
    one.isChanged = false
    for (let at = 0; at < 510; at++) addResource(one, { name: String(at), duration: 1, size: 1 })
    expect(one.isChanged).toBe(true)
    expect(one.resources).toHaveLength(500)
    expect(one.resources[0]?.name).toBe('0')
    const frame = (blockingDuration: number) => ({ startTime: 0, duration: 1, blockingDuration, scripts: [] })
    for (const blocking of [50, 500, 10, 60, 70, 80, 90, 100, 110, 120, 130, 140]) addFrame(one, frame(blocking))
    expect(one.longAnimationFrames.map((kept) => kept.blockingDuration)).toEqual([
      500, 140, 130, 120, 110, 100, 90, 80, 70, 60,
    ])
    one.isChanged = false
    addFrame(one, frame(20))
    addResource(one, { name: 'late', duration: 1, size: 1 })
    expect(one.isChanged).toBe(false)
  }
})
