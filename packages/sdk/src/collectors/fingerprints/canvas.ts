import { type CanvasReading, drawingContext, readCanvas } from './tools/read-canvas.ts'

/**
 * Draws blended text in a named font and in the browser's own. Separate from the shapes, since text changes with each
 * system update. The emoji is last, because its width varies.
 *
 * @returns with a data: URL of the picture, as drawn or as the browser pretends
 */
export function canvas(): (CanvasReading & { picture: string }) | undefined {
  const context = drawingContext(240, 60)
  if (!context) return undefined
  context.fillStyle = '#f60'
  context.fillRect(100, 1, 62, 20)
  context.fillStyle = '#069'
  context.font = '11pt "Times New Roman"'
  const text = 'Cwm fjordbank gly 😃'
  context.fillText(text, 2, 15)
  context.fillStyle = 'rgba(102, 204, 0, 0.2)'
  context.font = '18pt Arial'
  context.fillText(text, 4, 45)
  return { ...readCanvas(context), picture: context.canvas.toDataURL() }
}
