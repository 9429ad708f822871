import { metrics } from '@collector/schema/catalogue'
import { expect, test } from 'vitest'
import {
  byteQuantity,
  durationQuantity,
  formatAbout,
  formatCount,
  formatNumber,
  metricQuantity,
  quantityText,
} from './quantity.ts'

test.each([
  [0, '0'],
  [1234567.89, '1,234,568'],
  [-0.2, '0'],
  [1e21, '1.00e+21'],
  [-1e308, '-1.00e+308'],
])('%d is written %s', (value, text) => {
  expect(formatNumber(value)).toBe(text)
})

test.each([
  [0, '0 ms'],
  [3.14, '3.1 ms'],
  [999.4, '999 ms'],
  [1000, '1 s'],
  [61_234, '61.23 s'],
])('%d ms is %s', (ms, text) => {
  expect(quantityText(durationQuantity(ms)).replace('\u00a0', ' ')).toBe(text)
})

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.5 kB'],
  [123_456, '123 kB'],
  [4_294_705_152, '4.3 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(quantityText(byteQuantity(bytes)).replace('\u00a0', ' ')).toBe(text)
})

test('a unitless metric has no unit, and no space before it', () => {
  expect(quantityText(metricQuantity(metrics.cls, 0.1234))).toBe('0.123')
})

test('a metric that exceeds a threshold does not look like it', () => {
  expect(metricQuantity(metrics.lcp, 2503)).toEqual({ value: '2.503', unit: 's' })
})

test.each([
  [{ count: 0, isEstimate: false }, '0 rows'],
  [{ count: 0, isEstimate: true }, 'hardly any rows'],
  [{ count: 5200, isEstimate: true }, 'about 5,200 rows'],
])('%o are %s', (counted, text) => {
  expect(formatAbout(counted, 'row')).toBe(text)
})

test('the noun is singular for one', () => {
  expect([formatCount(0, 'field'), formatCount(1, 'field'), formatCount(1200, 'field')]).toEqual([
    '0 fields',
    '1 field',
    '1,200 fields',
  ])
})
