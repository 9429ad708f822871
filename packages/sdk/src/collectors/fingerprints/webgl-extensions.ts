import { readWebgl } from './tools/webgl-context.ts'

export function webglExtensions(kind: 'webgl' | 'webgl2'): string[] | undefined {
  return readWebgl(kind, (context) => context.getSupportedExtensions() ?? [])
}
