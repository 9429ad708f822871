import { canvasContext } from './canvas-context.ts'
import { murmur3 } from './murmur3.ts'

export interface CanvasReading {
  /** noised: the browser changes pixels that are read. blocked: it hands out none. */
  state: 'stable' | 'noised' | 'blocked'
  /** Of the decoded pixels: the bytes of a PNG would tell its encoder too. Only of a stable canvas. */
  hash?: string
  /** data: URL, as drawn or as the browser pretends. */
  picture?: string
}

/**
 * Draws and reads. Noise that differs at each reading shows by reading twice; noise that stays the same for a session or
 * site (Brave, Firefox, Safari) shows by reading back pixels that were written before.
 */
export function readCanvas(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): CanvasReading | undefined {
  const context = canvasContext(width, height)
  if (!context) return undefined
  draw(context)
  const read = () => context.getImageData(0, 0, width, height).data
  const pixels = read()
  const picture = context.canvas.toDataURL()
  const first = pixels[0]
  // what was drawn has several colours
  if (picture === 'data:,' || pixels.every((byte) => byte === first)) return { state: 'blocked', picture }
  const hash = murmur3(pixels)
  const isStable = hash === murmur3(read()) && keepsKnownPixels()
  return isStable ? { state: 'stable', hash, picture } : { state: 'noised', picture }
}

/** Many colours: some browsers spare a plain area, so that this test would not see their noise. */
function keepsKnownPixels(): boolean {
  const [width, height] = [64, 16]
  const context = canvasContext(width, height)
  if (!context) return false
  const known = new ImageData(width, height)
  // opaque, since others do not come back exactly: they are stored multiplied by their alpha
  for (let at = 0; at < known.data.length; at++) known.data[at] = at % 4 === 3 ? 255 : (at * 2654435761) >>> 24
  context.putImageData(known, 0, 0)
  const read = context.getImageData(0, 0, width, height).data
  return known.data.every((byte, at) => byte === read[at])
}
