let shared: WebGLRenderingContext | null | undefined

/**
 * Reads from one context that all collectors share, of WebGL 2 if available: opening a context takes longer than
 * reading, and a page has at most 16 before it loses the oldest. A lost context answers null to everything, so it is
 * checked before and after reading.
 *
 * @returns the result of `read`; undefined where there is no WebGL
 * @throws when the context was lost meanwhile
 */
export function readWebgl<T>(read: (context: WebGLRenderingContext) => T): T | undefined {
  if (!shared || shared.isContextLost()) shared = open('webgl2') ?? open('webgl')
  if (!shared) return undefined
  const value = read(shared)
  if (shared.isContextLost()) throw new Error('context lost')
  return value
}

/** Gives the context back at once; left to the garbage collector it could push out those of the page. */
export function releaseWebgl(): void {
  shared?.getExtension('WEBGL_lose_context')?.loseContext()
  shared = undefined
}

/** Opens a context in a new canvas: in old WebKit a canvas that failed for one kind of context fails for others too. */
function open(kind: 'webgl' | 'webgl2'): WebGLRenderingContext | null {
  return document.createElement('canvas').getContext(kind) as WebGLRenderingContext | null
}
