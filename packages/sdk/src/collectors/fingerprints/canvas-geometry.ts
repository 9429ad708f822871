import { type CanvasReading, readCanvas } from './tools/read-canvas.ts'

/** Overlapping circles, blended, and a ring: what hardware and driver round differently. */
export function canvasGeometry(): CanvasReading | undefined {
  const reading = readCanvas(122, 110, (context) => {
    context.globalCompositeOperation = 'multiply'
    for (const [color, x, y] of [
      ['#f2f', 40, 40],
      ['#2ff', 80, 40],
      ['#ff2', 60, 80],
    ] as const) {
      context.fillStyle = color
      context.beginPath()
      context.arc(x, y, 40, 0, Math.PI * 2, true)
      context.closePath()
      context.fill()
    }
    context.fillStyle = '#f9c'
    context.arc(60, 60, 60, 0, Math.PI * 2, true)
    context.arc(60, 60, 20, 0, Math.PI * 2, true)
    context.fill('evenodd')
  })
  return reading && { state: reading.state, hash: reading.hash }
}
