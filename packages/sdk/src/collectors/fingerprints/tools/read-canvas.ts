import { canvasContext } from './canvas-context.ts'
import { murmur3 } from './murmur3.ts'

export interface CanvasReading {
  /** noised: the browser changes read pixels. blocked: it returns none. */
  state: 'stable' | 'noised' | 'blocked'
  /** Hash of the decoded pixels: the bytes of a PNG would depend on its encoder too. Only for a stable canvas. */
  hash?: string
}

/**
 * Reads what was drawn. Noise that differs at each reading shows by reading twice; noise that stays the same for a session
 * or site (Brave, Firefox, Safari) shows by reading back pixels that were written before.
 */
export function readCanvas(context: CanvasRenderingContext2D): CanvasReading {
  const pixels = pixelsOf(context)
  // the drawing has several colours
  if (pixels.every((byte, at) => byte === pixels[at % 4])) return { state: 'blocked' }
  // hashes are compared, since the engine has optimised hashing after the first
  const hash = murmur3(pixels)
  return hash === murmur3(pixelsOf(context)) && keepsKnownPixels() ? { state: 'stable', hash } : { state: 'noised' }
}

/**
 * A context to draw and read. Naming `willReadFrequently`, though with its default, keeps the graphics hardware drawing and
 * Chromium from warning in the console when pixels are read twice.
 */
export function drawingContext(width: number, height: number): CanvasRenderingContext2D | null {
  return canvasContext(width, height, { willReadFrequently: false })
}

/** Returns whether written pixels come back unchanged. It writes many colours, since some browsers add no noise to a plain area. */
function keepsKnownPixels(): boolean {
  const [width, height] = [64, 16]
  const context = canvasContext(width, height, { willReadFrequently: true })
  if (!context) return false
  const known = new ImageData(width, height)
  // opaque pixels, since others are stored multiplied by their alpha and do not come back exactly
  for (let at = 0; at < known.data.length; at++) known.data[at] = at % 4 === 3 ? 255 : (at * 2654435761) >>> 24
  context.putImageData(known, 0, 0)
  return murmur3(known.data) === murmur3(pixelsOf(context))
}

function pixelsOf(context: CanvasRenderingContext2D): Uint8ClampedArray {
  return context.getImageData(0, 0, context.canvas.width, context.canvas.height).data
}
