import { type CanvasReading, readCanvas } from './tools/read-canvas.ts'

/**
 * Text in a named font and in the browser's own, blended. Apart from the shapes, since text moves with each system update.
 * The emoji is last: its width varies.
 */
export function canvas(): CanvasReading | undefined {
  return readCanvas(240, 60, (context) => {
    context.textBaseline = 'alphabetic'
    context.fillStyle = '#f60'
    context.fillRect(100, 1, 62, 20)
    context.fillStyle = '#069'
    context.font = '11pt "Times New Roman"'
    const text = `Cwm fjordbank gly ${String.fromCharCode(55357, 56835)}`
    context.fillText(text, 2, 15)
    context.fillStyle = 'rgba(102, 204, 0, 0.2)'
    context.font = '18pt Arial'
    context.fillText(text, 4, 45)
  })
}
