import { render } from 'lit'
import { afterEach, expect, test } from 'vitest'
import { barChart } from './bar-chart.ts'
import type { Bars } from './bar-config.ts'
import type { ChartCanvas } from './chart-canvas.ts'

afterEach(() => document.body.replaceChildren())

const bars: Bars = {
  unit: 'ms',
  axis: 'Time, ms',
  bars: [
    { label: 'a.example/large.js', name: 'https://a.example/large.js', value: 50 },
    { label: 'a.example/small.js', name: 'https://a.example/small.js', value: 5 },
  ],
}

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
  const canvas = await chart(bars)
  await expect.poll(() => isDrawn(canvas), { timeout: 10_000 }).toBe(true)
  expect(canvas.getAttribute('aria-label')).toBe(
    'Which took longest? a.example/large.js 50 ms, a.example/small.js 5 ms',
  )
})

test('the chart adds no styles to the page, which the policy would forbid', async () => {
  const before = document.querySelectorAll('style, [style]').length
  const canvas = await chart(bars)
  await expect.poll(() => isDrawn(canvas), { timeout: 10_000 }).toBe(true)
  expect(document.querySelectorAll('style').length).toBeLessThanOrEqual(before)
})
