import { expect, test } from 'vitest'
import { createLayoutShifts } from './layout-shifts.ts'

const shift = (startTime: number, value: number, hadRecentInput = false) =>
  ({ startTime, value, hadRecentInput }) as LayoutShift

/** CLS after each shift; undefined where it stays as it was. */
function clsOf(...shifts: LayoutShift[]): (number | undefined)[] {
  const { add } = createLayoutShifts()
  return shifts.map((one) => add(one)?.value)
}

test('CLS is the largest window: no gap of a second, at most five, without what the visitor caused', () => {
  expect(clsOf(shift(2000, 0.25), shift(2900, 0.5), shift(2950, 9, true))).toEqual([0.25, 0.75, undefined])
  expect(clsOf(shift(2000, 0.25), shift(3000, 0.5), shift(9000, 0.25))).toEqual([0.25, 0.5, undefined])
  const steady = Array.from({ length: 12 }, (_, at) => shift(100 + at * 500, 0.125))
  expect(clsOf(...steady).filter(Boolean)).toHaveLength(10)
})

test('the shifts of that window come with it', () => {
  const { add } = createLayoutShifts()
  const [first, second] = [shift(0, 0.25), shift(10, 0.5)]
  add(first)
  expect(add(second)).toEqual({ value: 0.75, entries: [first, second] })
})
