import { readWebgl } from './tools/webgl-context.ts'

/** Returns the extensions of WebGL 2 where it exists: it has built in much that WebGL 1 names as an extension. */
export function webglExtensions(): string[] | undefined {
  return readWebgl((context) => context.getSupportedExtensions() ?? [])
}
