import { metricNames, metrics } from '@collector/schema/catalogue'
import { expect, test } from 'vitest'
import { thresholds } from './vitals.ts'

test('the thresholds of ratings are those of the schema', () => {
  expect(thresholds).toEqual(
    Object.fromEntries(metricNames.map((name) => [name.toUpperCase(), [metrics[name].good, metrics[name].poor]])),
  )
})
