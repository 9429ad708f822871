import { isUploaded, uploadMaps, uploadTable } from '@collector/source-maps/upload'
import { ConfigError } from '../config.ts'
import type { Values } from './command.ts'

/**
 * The command `collector upload`.
 *
 * @throws ConfigError without an address or a token; Error where no map is on the server at the end
 */
export async function uploadSourceMaps({ argument: dir, url, token, release, ...flags }: Values): Promise<void> {
  if (typeof dir !== 'string') throw new ConfigError('name the directory of the build: collector upload ./dist')
  if (typeof url !== 'string' || !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new ConfigError('--url must be the address of a Collector, like https://collector.example')
  }
  const secret = token ?? process.env['COLLECTOR_TOKEN']
  if (typeof secret !== 'string' || secret === '') {
    throw new ConfigError('COLLECTOR_TOKEN must be a token that may upload; or give it by --token')
  }
  const files = await uploadMaps(dir, {
    url,
    token: secret,
    release: typeof release === 'string' ? release : undefined,
    deleteMaps: flags['delete-maps'] === true,
    onProgress: (done, total, file) => process.stderr.write(`${done + 1} of ${total}: ${file}\n`),
  })
  process.stdout.write(`${uploadTable(files)}\n`)
  if (!isUploaded(files)) throw new Error(`no source map of ${dir} was stored`)
}
