import { expect, test } from 'vitest'
import { timeSeries } from '../../ui/chart/time-buckets.ts'
import { trafficConfig } from './traffic-config.ts'

const colors = {
  bar: 'blue',
  text: 'gray',
  grid: 'silver',
  background: 'white',
  good: 'green',
  fair: 'orange',
  poor: 'red',
  fontFamily: 'sans-serif',
}
const window = { from: '2026-11-18T00:00:00Z', to: '2026-11-21T00:00:00Z' }

test('the traffic chart includes hours without page views', () => {
  const rows = [{ at: '2026-11-19T00:00:00.000Z', pageViews: 5, errors: 2 }]
  const { data } = trafficConfig({ ...timeSeries(rows, 'day', window), previous: [] }, colors)
  expect(data.datasets.map(({ label, data }) => [label, data])).toEqual([
    ['Errors', [0, 2, 0]],
    ['Page views', [0, 5, 0]],
  ])
})

test('the compared page views are a line', () => {
  const { data } = trafficConfig({ ...timeSeries([], 'day', window), previous: [7, 8] }, colors)
  expect(data.datasets.map(({ type, label, data }) => [type, label, data])[0]).toEqual(['line', 'Compared', [7, 8, 0]])
})
