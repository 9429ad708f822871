/** Gives the value that `navigator` has under this name, where the browser offers it. */
export function navigatorField(name: string): () => unknown {
  return () => (navigator as unknown as Record<string, unknown>)[name]
}
