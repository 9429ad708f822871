import { build } from 'vite'

/** Bundles a script that a site would have built into one text. */
export async function bundleClient(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, lib: { entry, formats: ['iife'], name: 'client' } },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (!output || !('output' in output)) throw new Error(`no bundle of ${entry}`)
  return output.output[0].code
}

/** Returns an element with a script that HTML does not end early. */
export function inlineScript(script: string): string {
  return `<script>${script.replaceAll('</script', '<\\/script')}</script>`
}
