import { type CanvasReading, drawingContext, readCanvas } from './tools/read-canvas.ts'

const circles = [
  ['#f2f', 40, 40],
  ['#2ff', 80, 40],
  ['#ff2', 60, 80],
] as const

/** Draws overlapping blended circles and a ring, which hardware and drivers round differently. */
export function* canvasGeometry(): Generator<void, CanvasReading | undefined> {
  const context = drawingContext(122, 110)
  if (!context) return undefined
  const circle = (x: number, y: number, radius: number) => context.arc(x, y, radius, 0, Math.PI * 2, true)
  context.globalCompositeOperation = 'multiply'
  for (const [color, x, y] of circles) {
    context.fillStyle = color
    context.beginPath()
    circle(x, y, 40)
    context.fill()
  }
  context.fillStyle = '#f9c'
  context.beginPath()
  circle(60, 60, 60)
  circle(60, 60, 20)
  context.fill('evenodd')
  // the first pixel starts the graphics hardware, which takes as long as all the rest
  context.getImageData(0, 0, 1, 1)
  yield
  return readCanvas(context)
}
