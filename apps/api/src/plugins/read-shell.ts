import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fillBasePath } from '../base-path.ts'
import type { Config } from '../config.ts'

/** Reads the page that every address of the dashboard serves, with the settings that it needs; undefined if it was not built. */
export async function readShell(
  publicDir: string,
  { basePath, publicRarity }: Pick<Config, 'basePath' | 'publicRarity'>,
): Promise<string | undefined> {
  const html = await readFile(join(publicDir, 'index.html'), 'utf8').catch(() => undefined)
  return (
    html &&
    fillBasePath(html, basePath).replace(
      'name="public-rarity" content="off"',
      publicRarity ? 'name="public-rarity" content="on"' : '$&',
    )
  )
}
