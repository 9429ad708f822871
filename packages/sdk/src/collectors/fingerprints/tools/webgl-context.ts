const contexts = new Map<string, WebGLRenderingContext>()

/**
 * One context of each kind for all collectors, since a page has 16 and then loses the oldest. A lost context answers null to
 * everything, so it is checked before and after reading.
 *
 * @returns what `read` found; undefined where there is no WebGL
 * @throws when the context was lost meanwhile
 */
export function readWebgl<T>(kind: 'webgl' | 'webgl2', read: (context: WebGLRenderingContext) => T): T | undefined {
  let context = contexts.get(kind)
  if (!context || context.isContextLost()) {
    context = (document.createElement('canvas').getContext(kind) as WebGLRenderingContext | null) ?? undefined
    if (!context) return undefined
    contexts.set(kind, context)
  }
  const value = read(context)
  if (context.isContextLost()) throw new Error('context lost')
  return value
}

/** Gives the contexts back at once; left to the garbage collector they could push out those of the page. */
export function releaseWebgl(): void {
  for (const context of contexts.values()) context.getExtension('WEBGL_lose_context')?.loseContext()
  contexts.clear()
}
