import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Bundles an entry into one minified script, each SDK in the same way. */
export async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2020',
      lib: { entry: at(`./entries/${entry}.ts`), formats: ['iife'], name: 'bench' },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (!output || !('output' in output)) throw new Error(`no bundle of ${entry}`)
  return output.output[0].code
}

/** Returns our own script exactly as it is served. */
export function builtCollector(): Promise<string> {
  return readFile(at('../../packages/sdk/dist/collector.js'), 'utf8')
}
