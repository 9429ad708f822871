import { readWebgl } from './tools/webgl-context.ts'

/** Of WebGL 2 where there is one: it has built in what else it would name as an extension of the first. */
export function webglExtensions(): string[] | undefined {
  return readWebgl((context) => context.getSupportedExtensions() ?? [])
}
