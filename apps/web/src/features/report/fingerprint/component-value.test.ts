import { expect, test } from 'vitest'
import { componentValue } from './component-value.ts'

test.each([
  ['storageQuota', 4_294_967_296, '4 GiB'],
  ['heapLimit', 536_870_912, '512 MiB'],
  ['deviceMemory', 0.5, '512 MiB'],
  ['hardwareConcurrency', 8, '8 processor threads'],
  ['pixelRatio', 1.25, '1.25 pixels per CSS pixel'],
  ['cpuArchitecture', { nanSign: 1 }, 'The sign bit of not-a-number is set, as on x86 processors'],
  ['cpuArchitecture', { nanSign: 0 }, 'The sign bit of not-a-number is clear, as on ARM processors'],
  ['colorDepth', null, 'none'],
  ['toString', 7, '7'],
])('%s %o reads %s', (name, value, words) => {
  expect(componentValue(name, value)).toBe(words)
})
