import { readFile } from 'node:fs/promises'
import { dimensionInfo } from '@collector/schema'
import { expect, test } from 'vitest'

test('the documentation lists every dimension with its column', async () => {
  const text = await readFile(new URL('../../../docs/data-model.md', import.meta.url), 'utf8')
  const [, section = ''] = /## Dimensions\n(.*?)\n## /s.exec(text) ?? []
  const rows = [...section.matchAll(/^\| (\w+) +\| (\w+) +\|/gm)].map(([, name, column]) => [name, column])
  expect(rows).toEqual(Object.entries(dimensionInfo).map(([name, { column }]) => [name, column]))
})
