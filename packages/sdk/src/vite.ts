import { debugIdOfBytes } from '@collector/source-maps'
import { isUploaded, uploadMaps, uploadTable } from '@collector/source-maps/upload'

export interface SourceMapOptions {
  /** Address of your Collector. */
  url: string
  /** A token that may upload. Default: the environment variable COLLECTOR_TOKEN; without one nothing is uploaded. */
  token?: string
  /** The release that your pages send. */
  release?: string
  /** Keeps the maps in the build. Default: they are deleted once they are uploaded, so that they are not published. */
  keepMaps?: boolean
}

/** A plugin for Vite, Rolldown and Rollup. */
export interface SourceMapPlugin {
  name: string
  apply: 'build'
}

/** The plugin's own context, as far as it is used. */
interface Context {
  info(message: string): void
  warn(message: string): void
}

/**
 * Makes the plugin that uploads the source maps of a production build, and lets each script tell the page its debug id.
 *
 * @throws Error in the build, where a map cannot be uploaded
 */
export function collectorSourceMaps({ url, token, release, keepMaps = false }: SourceMapOptions): SourceMapPlugin {
  const secret = token ?? process.env['COLLECTOR_TOKEN']
  const hooks = {
    name: 'collector-source-maps',
    apply: 'build' as const,
    config: ({ build }: { build?: { sourcemap?: unknown } }) =>
      build?.sourcemap ? {} : { build: { sourcemap: 'hidden' } },
    outputOptions: (options: { sourcemap?: unknown }) =>
      options.sourcemap ? null : { ...options, sourcemap: 'hidden' },
    renderChunk: (code: string) =>
      // another plugin told an id already
      /_(?:sentryD|d)ebugIds\b/.test(code) ? null : { code: `${code}\n${tellDebugId(code)}\n`, map: null },
    async writeBundle(this: Context, { dir }: { dir?: string }) {
      if (!secret) return this.warn('COLLECTOR_TOKEN is not set: no source maps are uploaded')
      if (!dir) throw new Error('collector-source-maps needs a directory to write to')
      const files = await uploadMaps(dir, { url, token: secret, release, deleteMaps: !keepMaps })
      this.info(`\n${uploadTable(files)}`)
      if (!isUploaded(files)) throw new Error(`no source map of ${dir} was stored`)
    },
  }
  return hooks
}

/**
 * The statement that tells the page the debug id of the script that it is in, by a stack whose last frame names that script. At the
 * script's end it moves no line, so that the map stays as it is.
 */
function tellDebugId(code: string): string {
  const debugId = debugIdOfBytes(Buffer.from(code))
  return `;{try{let g=globalThis,s=new Error().stack;s&&((g._debugIds=g._debugIds||{})[s]="${debugId}")}catch{}}`
}
