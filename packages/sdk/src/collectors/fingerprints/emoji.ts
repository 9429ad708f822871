import { measuringContext } from './tools/canvas-context.ts'

/** One emoji each of Unicode 6, 13, 14 and 16, joined ones and a flag: missing ones are drawn as a box, or as their parts. */
const samples = ['😀', '🥲', '🫠', '🫩', '👨‍👩‍👧', '🇩🇪', '1️⃣']

/** Width of each, CSS pixels. */
export function emoji(): Record<string, number> | undefined {
  const context = measuringContext()
  if (!context) return undefined
  context.font = '32px sans-serif'
  return Object.fromEntries(samples.map((sample) => [sample, context.measureText(sample).width]))
}
