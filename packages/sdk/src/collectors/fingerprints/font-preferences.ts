import { measuringContext } from './tools/canvas-context.ts'

const families = ['serif', 'sans-serif', 'monospace', 'cursive', 'system-ui']

/** Widths of one text in the families that settings and system choose, CSS pixels at no zoom. */
export function fontPreferences(): Record<string, number> | undefined {
  const context = measuringContext()
  if (!context) return undefined
  return Object.fromEntries(
    families.map((family) => {
      context.font = `48px ${family}`
      return [family, context.measureText('mmMwWLliI0fiflO&1').width]
    }),
  )
}
