import { uuidPattern } from '@collector/schema'
import { expect, test } from 'vitest'
import { uuid } from './uuid.ts'

test('a random UUID of version 4 and variant 10', () => {
  const made = Array.from({ length: 500 }, uuid)
  expect(new Set(made).size).toBe(500)
  for (const one of made) {
    expect(one).toMatch(new RegExp(uuidPattern))
    expect(one).toMatch(/^.{14}4.{4}[89ab]/)
  }
  // every digit but the fixed one takes every value it may
  for (let at = 0; at < 36; at++) {
    const size = new Set(made.map((one) => one[at])).size
    expect(size, `digit ${at}`).toBe(at === 14 || made[0]?.[at] === '-' ? 1 : at === 19 ? 4 : 16)
  }
})
