import { html, render } from 'lit'
import { afterEach, expect, test } from 'vitest'
import type { ChartCanvas } from '../chart-canvas.ts'
import '../chart-canvas.ts'
import './chart-overlay.ts'

afterEach(() => document.body.replaceChildren())

const days = ['Mon', 'Tue', 'Wed', 'Thu']

/** Four bars of which each is as wide as a quarter of the chart. */
const draw = () => ({
  type: 'bar',
  data: { labels: days, datasets: [{ data: [1, 2, 3, 4] }] },
  options: {
    animation: false,
    interaction: { mode: 'index', intersect: false },
    maintainAspectRatio: false,
    scales: { y: { display: false } },
    plugins: { tooltip: { callbacks: { title: ([item]: { dataIndex: number }[]) => days[item?.dataIndex ?? 0] } } },
  },
})

/** The chart library handles events with the next frame. */
const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))

async function chart() {
  const told: [string, unknown][] = []
  const tell = ({ type, detail }: CustomEvent) => told.push([type, detail])
  const marks = [{ position: 2.5, label: '1.2.0', href: '/releases' }]
  const place = document.createElement('div')
  document.body.append(place)
  render(
    html`<chart-canvas pickable .draw=${draw} .data=${days} label="How many?" spoken="10 in all." .steps=${4} .marks=${marks}
      @pick=${tell} @zoom=${tell}></chart-canvas>`,
    place,
  )
  const element = document.querySelector('chart-canvas') as ChartCanvas<string[]>
  await expect.poll(() => element.querySelector('svg')?.clientWidth ?? 0, { timeout: 10_000 }).toBeGreaterThan(0)
  const canvas = element.querySelector('canvas') as HTMLCanvasElement
  const { left, top, width } = canvas.getBoundingClientRect()
  const point = (type: string, share: number) => {
    const at = { bubbles: true, clientX: left + width * share, clientY: top + 60 }
    canvas.dispatchEvent(type === 'click' ? new MouseEvent(type, at) : new PointerEvent(type, { ...at, pointerId: 1 }))
  }
  const press = (key: string, shiftKey = false) => canvas.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey }))
  canvas.setPointerCapture = () => {}
  return { element, canvas, told, point, press }
}

test('a drag zooms into its buckets and is no click; a click picks', async () => {
  const { told, point } = await chart()
  for (const [type, share] of [
    ['pointerdown', 0.6],
    ['pointermove', 0.3],
    ['pointerup', 0.3],
    ['click', 0.3],
  ] as const)
    point(type, share)
  await drawn()
  expect(told).toEqual([['zoom', [1, 2]]])
  for (const type of ['pointerdown', 'pointerup', 'click']) point(type, 0.9)
  for (const type of ['pointerdown', 'pointerup', 'click']) point(type, 0.9)
  await drawn()
  expect(told.slice(1)).toEqual([['pick', 3]])
})

test('the keyboard moves, selects and zooms, and says where it is', async () => {
  const { canvas, told, press } = await chart()
  press('ArrowLeft')
  expect(canvas.getAttribute('aria-valuetext')).toBe('Wed: 3')
  press('ArrowLeft', true)
  expect(canvas.getAttribute('aria-valuetext')).toBe('Tue: 2, Tue to Wed selected')
  expect(canvas.getAttribute('aria-valuenow')).toBe('2')
  press('Enter')
  press('ArrowRight', true)
  press('Escape')
  press('Enter')
  press('Home')
  press('Enter')
  expect(told).toEqual([
    ['zoom', [1, 2]],
    ['pick', 0],
  ])
})

test('a mark is a line within its bucket, with a link', async () => {
  const { element, canvas } = await chart()
  const line = element.querySelector('line.mark')
  expect(Number(line?.getAttribute('x1'))).toBeCloseTo(canvas.clientWidth * 0.625, -1)
  expect(element.querySelector('svg a')?.textContent).toBe('1.2.0')
})
