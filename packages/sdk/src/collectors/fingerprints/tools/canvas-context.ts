/**
 * A 2D context that is in no document. Naming `willReadFrequently`, though with its default, keeps the graphics hardware
 * drawing and Chromium from warning in the console when pixels are read twice.
 */
export function canvasContext(width: number, height: number): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  return canvas.getContext('2d', { willReadFrequently: false })
}
