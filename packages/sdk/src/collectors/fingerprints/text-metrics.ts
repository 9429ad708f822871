import { measuringContext } from './tools/canvas-context.ts'

const fields = [
  'width',
  'actualBoundingBoxLeft',
  'actualBoundingBoxRight',
  'actualBoundingBoxAscent',
  'actualBoundingBoxDescent',
  'fontBoundingBoxAscent',
  'fontBoundingBoxDescent',
  'hangingBaseline',
  'ideographicBaseline',
] as const satisfies (keyof TextMetrics)[]

/** https://html.spec.whatwg.org/multipage/canvas.html#textmetrics, CSS pixels. */
export function textMetrics(): Record<string, number> | undefined {
  const context = measuringContext()
  if (!context) return undefined
  context.font = '48px serif'
  const metrics = context.measureText('Ağ ﷽ ß 語 ½ fi')
  return Object.fromEntries(fields.map((field) => [field, metrics[field]]))
}
