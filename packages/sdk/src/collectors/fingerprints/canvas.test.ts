import { afterEach, expect, test, vi } from 'vitest'
import { canvas } from './canvas.ts'
import { canvasGeometry } from './canvas-geometry.ts'
import { canvasWinding } from './canvas-winding.ts'

const read = CanvasRenderingContext2D.prototype.getImageData

/** Changes read pixels, as some browsers do. */
function patchReading(change: (pixels: Uint8ClampedArray) => void) {
  vi.spyOn(CanvasRenderingContext2D.prototype, 'getImageData').mockImplementation(function (
    this: CanvasRenderingContext2D,
    ...area: unknown[]
  ) {
    const image = read.apply(this, area as Parameters<typeof read>)
    change(image.data)
    return image
  })
}

afterEach(() => vi.restoreAllMocks())

const shapes = () => {
  const steps = canvasGeometry()
  steps.next()
  return steps.next().value || undefined
}
const readings = [
  ['text', canvas],
  ['shapes', shapes],
] as const

test.each(readings)('%s: the same hash each time, where nothing is changed', (_name, collect) => {
  expect(collect()).toMatchObject({ state: 'stable', hash: expect.stringMatching(/^[0-9a-f]{32}$/) })
  expect(collect()).toEqual(collect())
})

test('text and shapes are different pictures', () => {
  expect(canvas()?.hash).not.toBe(shapes()?.hash)
  expect(canvas()?.picture).toMatch(/^data:image\/png/)
})

test.each(readings)('%s: noise that differs at each reading is recognised', (_name, collect) => {
  let calls = 0
  patchReading((pixels) => {
    pixels[400 + 4 * calls++] = 99
  })
  expect(collect()?.state).toBe('noised')
  expect(collect()).not.toHaveProperty('hash')
})

test.each(readings)('%s: noise that is the same for the whole session is recognised', (_name, collect) => {
  patchReading((pixels) => {
    pixels[401] = (pixels[401] as number) ^ 1
  })
  expect(collect()?.state).toBe('noised')
})

test.each(readings)('%s: a canvas that returns a single colour is blocked', (_name, collect) => {
  patchReading((pixels) => pixels.fill(255))
  expect(collect()?.state).toBe('blocked')
})

test('knows the even-odd rule', () => {
  expect(canvasWinding()).toBe(true)
})
