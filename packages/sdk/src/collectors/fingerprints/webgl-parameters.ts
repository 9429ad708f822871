import { readWebgl } from './tools/webgl-context.ts'

/** Every limit the interface names, by that name. */
export function webglParameters(kind: 'webgl' | 'webgl2') {
  return readWebgl(kind, (context) => {
    const limits: Record<string, unknown> = {}
    for (const name in context) {
      if (!/^(MAX|MIN)_|_BITS$|_RANGE$/.test(name)) continue
      const value: unknown = context.getParameter(context[name as 'MAX_TEXTURE_SIZE'])
      limits[name] = ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value
    }
    const anisotropy = context.getExtension('EXT_texture_filter_anisotropic')
    if (anisotropy) limits['MAX_ANISOTROPY'] = context.getParameter(anisotropy.MAX_TEXTURE_MAX_ANISOTROPY_EXT)
    return limits
  })
}
