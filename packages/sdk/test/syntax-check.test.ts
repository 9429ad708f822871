import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { findNewerSyntax } from '../scripts/syntax-check.ts'

test.each([
  ['a ??= b', 'not ES2020: Unexpected token (1:4)'],
  ['class A { b = 1 }', 'not ES2020: Unexpected token (1:12)'],
  ['class A { static {} }', 'not ES2020: Unexpected token (1:17)'],
  ['a = 1_000', 'not ES2020: Identifier directly after number (1:5)'],
  ['/(?<name>a)b/v', 'not ES2020: Invalid regular expression flag (1:1)'],
  ['a.replace(/(?<=b)c/, "")', 'Safari 14 has no lookbehind: /(?<=b)c/ (1:10)'],
  ['a?.b ?? /(?<name>c)/su; import("./d.js")', undefined],
])('%s needs a newer browser: %s', (code, fault) => {
  expect(findNewerSyntax(code, 'script')).toBe(fault)
})

test('every shipped file parses in Safari 14, Chrome 80 and Firefox 78', async () => {
  const folder = new URL('../dist/', import.meta.url)
  const files = (await readdir(folder)).filter((file) => file.endsWith('.js'))
  expect(files).toEqual(
    expect.arrayContaining(['collector.js', 'collector-fingerprint.js', 'collector-report.js', 'index.js']),
  )
  for (const file of files) {
    const code = await readFile(new URL(file, folder), 'utf8')
    expect(findNewerSyntax(code, file === 'collector.js' ? 'script' : 'module'), file).toBeUndefined()
  }
})
