import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fillBasePath } from '../base-path.ts'
import type { Config } from '../config.ts'

/** Reads the page that every address of the dashboard serves, and tells it the settings it needs; undefined if it was not built. */
export async function readShell(
  publicDir: string,
  { basePath, publicRarity }: Pick<Config, 'basePath' | 'publicRarity'>,
): Promise<string | undefined> {
  const html = await readFile(join(publicDir, 'index.html'), 'utf8').catch(() => undefined)
  if (html === undefined) return undefined
  const settings = publicRarity ? '<meta name="public-rarity" content="on" />' : ''
  return fillBasePath(html, basePath).replace('</head>', `${settings}</head>`)
}
