import { expect, test } from 'vitest'
import { changeOf, changeOfShare } from './change.ts'

test.each([
  [112, 100, 'up', '12 %'],
  [88, 100, 'down', '12 %'],
  [100, 100, 'same', 'as before'],
  [1002, 1000, 'same', 'as before'],
  [0, 5, 'down', '100 %'],
  [5, 0, 'up', 'none before'],
  [0, 0, 'same', 'as before'],
  [140, 10, 'up', '×14'],
])('%d after %d is %s, %s', (current, previous, direction, text) => {
  expect(changeOf(current, previous)).toEqual({ direction, text })
})

test('there is no change if one of the values is missing', () => {
  expect(changeOf(3, null)).toBeUndefined()
  expect(changeOf(null, 3)).toBeUndefined()
})

test.each([
  [30.23, 23.94, 'up', '6.3 percentage points'],
  [4, 5, 'down', '1 percentage point'],
  [2.04, 2, 'same', 'as before'],
  [5, 0, 'up', '5 percentage points'],
  [5, null, undefined, undefined],
])('a share of %d %% after %d %% is %s, %s', (current, previous, direction, text) => {
  expect(changeOfShare(current, previous)).toEqual(direction && { direction, text })
})
