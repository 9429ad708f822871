import { expect, test } from 'vitest'
import { attribution, type Metric } from './attribution.ts'

const nothing = { frames: [], events: [], requests: new Map() }
const button = document.createElement('button')
button.id = 'pay'
document.body.append(button)

test('LCP: the element, and phases that add up to the value', () => {
  const metric = {
    name: 'LCP',
    kind: 'load',
    value: 5000,
    entries: [{ element: button, url: '' }],
  } as unknown as Metric
  const reasons = attribution(metric, nothing)
  expect(reasons).toMatchObject({ target: '#pay', resourceLoadDuration: 0 })
  const { timeToFirstByte, resourceLoadDelay, resourceLoadDuration, elementRenderDelay } = reasons as Record<
    string,
    number
  >
  expect(
    [timeToFirstByte, resourceLoadDelay, resourceLoadDuration, elementRenderDelay].reduce((a = 0, b = 0) => a + b, 0),
  ).toBeCloseTo(5000)
})

test('LCP: the phases of an image by its request, none where that is unknown', () => {
  const url = 'https://cdn.example/hero.png'
  const metric = { name: 'LCP', kind: 'restore', value: 500, entries: [{ url }] } as unknown as Metric
  const request = { requestStart: 45, responseEnd: 450 } as PerformanceResourceTiming
  expect(attribution(metric, { ...nothing, requests: new Map([[url, request]]) })).toMatchObject({
    resourceLoadDelay: 45,
    resourceLoadDuration: 405,
    elementRenderDelay: 50,
  })
  expect(attribution(metric, nothing)).toEqual({ url, timeToFirstByte: 0 })
})

test('CLS: the element of the largest shift', () => {
  const shift = (value: number, node: Node | null) => ({
    value,
    startTime: value * 1000,
    sources: [{ node: null }, { node }],
  })
  const metric = {
    name: 'CLS',
    value: 0.3,
    entries: [shift(0.1, document.body), shift(0.2, button)],
  } as unknown as Metric
  expect(attribution(metric, nothing)).toEqual({
    largestShiftTarget: '#pay',
    largestShiftTime: 200,
    largestShiftValue: 0.2,
  })
})

test('INP: the element, the phases, and the script that took longest meanwhile', () => {
  const event = (processingStart: number, processingEnd: number) => ({
    name: 'click',
    target: button,
    startTime: 1000,
    processingStart,
    processingEnd,
  })
  const metric = {
    name: 'INP',
    value: 300,
    entries: [event(1050, 1100), event(1100, 1200)],
  } as unknown as Metric
  const script = (sourceURL: string, duration: number) => ({
    sourceURL,
    duration,
    invoker: 'BUTTON#pay.onclick',
    sourceFunctionName: 'pay',
  })
  const frames = [
    { startTime: 100, duration: 500, blockingDuration: 450, scripts: [script('before.js', 499)] },
    {
      startTime: 1010,
      duration: 200,
      blockingDuration: 150,
      scripts: [script('short.js', 10), script('long.js', 120)],
    },
  ]
  expect(attribution(metric, { ...nothing, frames })).toEqual({
    interactionTarget: '#pay',
    interactionType: 'pointer',
    interactionTime: 1000,
    inputDelay: 50,
    processingDuration: 150,
    presentationDelay: 100,
    script: script('long.js', 120),
  })
})

test('INP: the click that did the work counts, though the pointer event was the slowest', () => {
  const event = (name: string, startTime: number, processingStart: number, processingEnd: number) =>
    ({
      name,
      target: button,
      startTime,
      duration: 1300 - startTime,
      processingStart,
      processingEnd,
    }) as unknown as PerformanceEventTiming
  const pointerup = event('pointerup', 1000, 1010, 1011)
  const metric = { name: 'INP', value: 300, entries: [pointerup] } as unknown as Metric
  const events = [{ ...event('keydown', 100, 150, 200), duration: 104 }, pointerup, event('click', 1001, 1012, 1280)]
  expect(attribution(metric, { ...nothing, events })).toMatchObject({
    inputDelay: 10,
    processingDuration: 270,
    presentationDelay: 20,
  })
})

test('TTFB and FCP: phases from the navigation, none for what came without one', () => {
  const ttfb = attribution({ name: 'TTFB', value: 10, entries: [] } as unknown as Metric, nothing)
  expect(Object.keys(ttfb)).toEqual([
    'waitingDuration',
    'cacheDuration',
    'dnsDuration',
    'connectionDuration',
    'requestDuration',
  ])
  for (const phase of Object.values(ttfb)) expect(phase).toBeGreaterThanOrEqual(0)
  const restored = {
    kind: 'restore',
    name: 'FCP',
    value: 30,
    entries: [],
  } as unknown as Metric
  expect(attribution(restored, nothing)).toEqual({ timeToFirstByte: 0, firstByteToFCP: 30 })
})
