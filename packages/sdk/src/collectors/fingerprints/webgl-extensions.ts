import { readWebgl } from './tools/webgl-context.ts'

/** Returns the extensions of WebGL 2, else of WebGL 1. WebGL 2 has built in much that WebGL 1 lists as extensions. */
export function webglExtensions(): string[] | undefined {
  return readWebgl((context) => context.getSupportedExtensions() ?? [])
}
