import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fillBasePath } from '../base-path.ts'

/** Reads the page that every address of the dashboard serves; undefined if it was not built. */
export async function readShell(publicDir: string, basePath: string): Promise<string | undefined> {
  const html = await readFile(join(publicDir, 'index.html'), 'utf8').catch(() => undefined)
  return html && fillBasePath(html, basePath)
}
