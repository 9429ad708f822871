import { expect, test } from 'vitest'
import { gainWords } from './gain-words.ts'
import { protectionGain } from './protection-gain.ts'

const own = (count: number, total: number) => ({
  count: 1,
  total,
  bits: 0,
  components: [{ name: 'canvas', count, total, bits: Number(Math.log2(total / count).toFixed(2)) }],
})
const crowd = (counts: number[]) => {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const entropyBits = counts.reduce((bits, count) => bits + (count / total) * Math.log2(total / count), 0)
  const component = { name: 'canvas', total, distinct: counts.length, entropyBits: Number(entropyBits.toFixed(4)) }
  return {
    total,
    pageViews: total,
    components: [{ ...component, normalizedEntropy: 0, uniqueShare: 0, top: [] }],
    anonymitySets: [],
    standOut: [],
    isEstimate: false,
  }
}
const alone = Array<number>(64).fill(1)

test.each<[string, Parameters<typeof protectionGain>[1], number[], ReturnType<typeof protectionGain>]>([
  ['64 browsers share the value, 64 have one of their own', own(64, 128), [64, ...alone], gain(1, 7, 64)],
  ['its value is rarer than theirs', own(1, 129), [128, 1], gain(7.01, Math.log2(129 / 128), 128)],
  ['the crowd has not counted it yet', own(1, 129), [64, 64], gain(7.01, 1, 128)],
  ['few have another value', own(100, 140), [100, 40], undefined],
  ['the crowd lacks the component', { ...own(1, 1), components: [] }, [100, 100], undefined],
])('the average of the others follows from the entropy: %s', (_name, mine, counts, expected) => {
  expect(protectionGain('canvas', mine, crowd(counts))).toEqual(expected)
})

test.each([
  [
    1,
    7,
    'Saves 6 bits here: “Canvas” reveals 1 bit about this browser, and 7 bits on average about the 64 with another value.',
  ],
  [7, 1, 'Costs 6 bits here: '],
  [2, 2.04, 'Saves nothing here: '],
])('own bits %d and %d of others', (ownBits, otherBits, words) => {
  expect(gainWords('Canvas', { ownBits, otherBits, others: 64 })).toContain(words)
})

function gain(ownBits: number, otherBits: number, others: number) {
  return { ownBits, otherBits: expect.closeTo(otherBits, 2), others }
}
