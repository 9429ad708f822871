import { measuringContext } from './tools/canvas-context.ts'

/** Returns whether the middle of two nested squares counts as outside. */
export function canvasWinding(): boolean | undefined {
  const context = measuringContext()
  if (!context) return undefined
  context.beginPath()
  context.rect(0, 0, 10, 10)
  context.rect(2, 2, 6, 6)
  return !context.isPointInPath(5, 5, 'evenodd')
}
