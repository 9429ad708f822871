/**
 * Returns the name of the graphics card; undefined without WebGL. Asks for the extension only where the plain name is a mask,
 * since Firefox warns about it in the console.
 */
export function graphicsName(canvas: HTMLCanvasElement | OffscreenCanvas): string | undefined {
  const gl = canvas.getContext('webgl') as WebGLRenderingContext | null
  if (!gl) return undefined
  const plain = String(gl.getParameter(gl.RENDERER))
  const extension = plain === 'WebKit WebGL' ? gl.getExtension('WEBGL_debug_renderer_info') : null
  const name = extension ? String(gl.getParameter(extension.UNMASKED_RENDERER_WEBGL)) : plain
  // browsers keep few contexts
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return name
}
