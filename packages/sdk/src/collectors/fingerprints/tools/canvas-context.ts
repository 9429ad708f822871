let measuring: CanvasRenderingContext2D | null | undefined

/** A 2D context that is in no document. */
export function canvasContext(
  width: number,
  height: number,
  settings?: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  return canvas.getContext('2d', settings)
}

/** One for all that only measure, and never read pixels. */
export function measuringContext(): CanvasRenderingContext2D | null {
  if (measuring === undefined) measuring = canvasContext(1, 1, { willReadFrequently: true })
  return measuring
}
