import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const root = new URL('../', import.meta.url)
const page = readFileSync(new URL('docs/architecture.md', root), 'utf8')

/** A page of the dashboard needs no line of its own: `features/<page>` stands for them. */
const isPage = (folder: string) =>
  folder.startsWith('features/') &&
  readdirSync(new URL(`apps/web/src/${folder}`, root)).some((name) => name.endsWith('-page.ts'))

/** Folders below `base`, named as docs/architecture.md does. */
function foldersOf(base: string, prefix = ''): string[] {
  return readdirSync(new URL(base, root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => prefix + name)
}

test('docs/architecture.md names every folder of the repository', () => {
  const folders = [
    ...foldersOf('packages', 'packages/'),
    ...foldersOf('apps', 'apps/'),
    ...foldersOf('apps/api/src'),
    ...foldersOf('apps/api/src/storage', 'storage/'),
    ...foldersOf('apps/web/src').filter((folder) => folder !== 'features'),
    ...foldersOf('apps/web/src/features', 'features/').filter((folder) => !isPage(folder)),
  ]
  assert.ok(folders.length > 30)
  assert.deepEqual(
    folders.filter((folder) => !page.includes(`\`${folder}\``)),
    [],
  )
})
