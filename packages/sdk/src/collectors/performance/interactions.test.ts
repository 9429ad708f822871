import { afterEach, expect, test } from 'vitest'
import { createInteractions } from './interactions.ts'

const event = (interactionId: number, duration: number, startTime = interactionId) =>
  ({ interactionId, duration, startTime }) as PerformanceEventTiming

/** Sets the browser's count, which includes interactions too fast to be reported. */
function count(value: number): void {
  Object.defineProperty(performance, 'interactionCount', { value, configurable: true })
}
afterEach(() => Reflect.deleteProperty(performance, 'interactionCount'))

test('INP is the slowest interaction, with the events of its frame', () => {
  const { add } = createInteractions()
  expect(add(event(1, 100))).toMatchObject({ id: 1, value: 100 })
  expect(add(event(2, 80))).toMatchObject({ id: 1, value: 100 })
  const [pointerup, click, mouseup] = [event(3, 200), event(3, 208, 4), event(3, 208, 4)]
  add(pointerup)
  add(click)
  expect(add(mouseup)).toEqual({ id: 3, value: 208, entries: [click, mouseup] })
})

test('one in fifty interactions is left out as an outlier', () => {
  count(7)
  const { add } = createInteractions()
  add(event(1, 500))
  add(event(2, 400))
  count(7 + 49)
  expect(add(event(3, 300))).toMatchObject({ id: 1 })
  count(7 + 50)
  expect(add(event(4, 48))).toMatchObject({ id: 2 })
  count(7 + 5000)
  expect(add(event(5, 48))).toMatchObject({ value: 48 })
})

test('interactions are counted for browsers without a counter', () => {
  count(0)
  const { add } = createInteractions()
  const inp = Array.from({ length: 50 }, (_, at) => add(event(at, 100 + at)))
  expect(inp[48]).toMatchObject({ id: 48 })
  expect(inp[49]).toMatchObject({ id: 48 })
})
