import type { TimeBucket } from './time-buckets.ts'

/** Side of the pattern in pixels. */
const side = 6

/** Returns the colour of each bar over time: buckets that are not complete are hatched. */
export function barColors(buckets: readonly TimeBucket<unknown>[], color: string): (string | CanvasPattern)[] {
  const pattern = buckets.some(({ isPartial }) => isPartial) ? hatched(color) : color
  return buckets.map(({ isPartial }) => (isPartial ? pattern : color))
}

function hatched(color: string): CanvasPattern | string {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = side
  // in main memory: a PDF loses a pattern that is on the graphics card
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return color
  context.strokeStyle = color
  context.lineWidth = 2
  context.beginPath()
  // three lines, so that the pattern joins at its corners
  for (const shift of [-side, 0, side]) {
    context.moveTo(shift - 1, side + 1)
    context.lineTo(shift + side + 1, -1)
  }
  context.stroke()
  return context.createPattern(canvas, 'repeat') ?? color
}
