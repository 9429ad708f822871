import { render } from 'lit'
import { afterEach, expect, test } from 'vitest'
import { type Bars, heaviestResources } from '../charts/heaviest-resources.ts'
import { barChart } from './bar-chart.ts'
import type { ChartCanvas } from './chart-canvas.ts'

afterEach(() => document.body.replaceChildren())

const rows = [
  { name: 'https://a.example/small.js', durationMs: 5, transferredBytes: 0, decodedBytes: 900_000 },
  { name: 'https://a.example/large.js', durationMs: 50, transferredBytes: 1000 },
  { name: 'https://a.example/unknown.js' },
]

test('the heaviest come first; what came from the cache weighs what is in it', () => {
  const values = (by: 'time' | 'size') =>
    heaviestResources(rows, by).bars.map(({ name, value }) => [name.slice(18), value])
  expect(values('time')).toEqual([
    ['large.js', 50],
    ['small.js', 5],
  ])
  expect(values('size')).toEqual([
    ['small.js', 900],
    ['large.js', 1],
  ])
})

async function chart(bars: Bars): Promise<HTMLCanvasElement> {
  const place = document.createElement('div')
  document.body.append(place)
  render(barChart(bars, 'Which took longest?'), place)
  const element = document.querySelector('chart-canvas') as ChartCanvas<Bars>
  await element.updateComplete
  return element.querySelector('canvas') as HTMLCanvasElement
}

const isDrawn = (canvas: HTMLCanvasElement) => {
  const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, canvas.width, canvas.height)
  return data.some((value) => value !== 0)
}

test('the chart is drawn, and its answer is there for screen readers', async () => {
  const canvas = await chart(heaviestResources(rows, 'time'))
  await expect.poll(() => isDrawn(canvas), { timeout: 10_000 }).toBe(true)
  expect(canvas.getAttribute('aria-label')).toBe(
    'Which took longest? a.example/large.js 50 ms, a.example/small.js 5 ms',
  )
})

test('it puts no styles into the page, which the policy would not allow', async () => {
  const before = document.querySelectorAll('style, [style]').length
  const canvas = await chart(heaviestResources(rows, 'time'))
  await expect.poll(() => isDrawn(canvas), { timeout: 10_000 }).toBe(true)
  expect(document.querySelectorAll('style').length).toBeLessThanOrEqual(before)
})
