import { measuringContext } from './tools/canvas-context.ts'

const names = ['caption', 'icon', 'menu', 'message-box', 'small-caption', 'status-bar']
const unknown = '10px x'

/** Size and family of https://drafts.csswg.org/css-fonts/#valdef-font-caption, as a canvas writes them out. */
export function systemFonts(): Record<string, string> | undefined {
  const context = measuringContext()
  if (!context) return undefined
  const fonts: Record<string, string> = {}
  for (const name of names) {
    context.font = unknown
    context.font = name
    if (context.font !== unknown) fonts[name] = context.font
  }
  return fonts
}
