import { measuringContext } from './tools/canvas-context.ts'

const names =
  'AccentColor AccentColorText ActiveText ButtonBorder ButtonFace ButtonText Canvas CanvasText Field FieldText GrayText Highlight HighlightText LinkText Mark MarkText SelectedItem SelectedItemText VisitedText'.split(
    ' ',
  )
const unknown = '#010203'

/** https://drafts.csswg.org/css-color-4/#css-system-colors, as a canvas writes them out. */
export function systemColors(): Record<string, string> | undefined {
  const context = measuringContext()
  if (!context) return undefined
  const colors: Record<string, string> = {}
  for (const name of names) {
    context.fillStyle = unknown
    context.fillStyle = name
    if (context.fillStyle !== unknown) colors[name] = context.fillStyle
  }
  return colors
}
