import { readWebgl } from './tools/webgl-context.ts'

/** Every limit that the interface of WebGL 1 names, by that name. */
export function webglParameters(): Record<string, unknown> | undefined {
  return readWebgl((context) => {
    const limits = limitsOf(context, limitNames(WebGLRenderingContext))
    const anisotropy = context.getExtension('EXT_texture_filter_anisotropic')
    if (anisotropy) limits['MAX_ANISOTROPY'] = context.getParameter(anisotropy.MAX_TEXTURE_MAX_ANISOTROPY_EXT)
    return limits
  })
}

/** Returns the parameters that WebGL 2 added. */
export function webgl2Parameters(): Record<string, unknown> | undefined {
  return readWebgl((context) => {
    if (!window.WebGL2RenderingContext || !(context instanceof WebGL2RenderingContext)) return undefined
    return limitsOf(
      context,
      limitNames(WebGL2RenderingContext).filter((name) => !(name in WebGLRenderingContext)),
    )
  })
}

function limitNames(kind: object): string[] {
  return Object.keys(kind).filter((name) => /^(MAX|MIN)_|_BITS$|_RANGE$/.test(name))
}

function limitsOf(context: WebGLRenderingContext, names: string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.map((name) => {
      const value: unknown = context.getParameter(context[name as 'MAX_TEXTURE_SIZE'])
      return [name, ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value]
    }),
  )
}
