import { expect, test } from 'vitest'
import { readBasePath, withoutBase } from './base-path.ts'

test.each([
  ['./', ''],
  ['/', ''],
  [undefined, ''],
  ['/tools/collector/', '/tools/collector'],
])('the base path in %s is "%s"', (content, expected) => {
  expect(readBasePath(content)).toBe(expected)
})

test.each([
  ['/tools', '/tools', '/'],
  ['/tools/', '/tools', '/'],
  ['/tools/errors/1', '/tools', '/errors/1'],
  ['/toolshed', '/tools', undefined],
  ['/', '/tools', undefined],
  ['/errors', '', '/errors'],
  ['/', '', '/'],
])('%s below "%s" is %s', (path, base, expected) => {
  expect(withoutBase(path, base)).toBe(expected)
})

test('every page adds the base path to addresses of Collector', () => {
  const sources = import.meta.glob<string>('../**/*.ts', { query: '?raw', import: 'default', eager: true })
  const named = Object.entries(sources).flatMap(([file, source]) =>
    file.includes('.test.')
      ? []
      : [...source.matchAll(/(?:href|src|action)=(?:"\/|\$\{['`]\/)|(?:fetch|EventSource|navigate)\(['`]\//g)].map(
          ([found]) => `${file}: ${found}`,
        ),
  )
  expect(named).toEqual([])
})
