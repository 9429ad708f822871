import { readWebgl } from './tools/webgl-context.ts'

/** Value that Chromium and Safari report instead of the hardware. */
const mask = 'WebKit WebGL'

/**
 * The hardware by name. The extension that unmasks it is asked for only where there is a mask: Firefox has none, and warns
 * in the console of the extension.
 */
export function webgl(): Record<string, unknown> | undefined {
  return readWebgl((context) => {
    const text = (name: number) => context.getParameter(name) as string
    let vendor = text(context.VENDOR)
    let renderer = text(context.RENDERER)
    const unmasked = renderer === mask && context.getExtension('WEBGL_debug_renderer_info')
    if (unmasked) {
      vendor = text(unmasked.UNMASKED_VENDOR_WEBGL) || vendor
      renderer = text(unmasked.UNMASKED_RENDERER_WEBGL) || renderer
    }
    return {
      vendor,
      renderer,
      webglVersion: text(context.VERSION),
      shadingLanguageVersion: text(context.SHADING_LANGUAGE_VERSION),
      antialias: context.getContextAttributes()?.antialias,
    }
  })
}
