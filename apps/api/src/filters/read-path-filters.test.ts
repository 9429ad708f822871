import { expect, test } from 'vitest'
import { canonicalPath, maxPrefixLength } from '../identity/canonical-path.ts'
import { readPathFilters } from './read-path-filters.ts'

const longPath = `/${'x'.repeat(3000)}`
const longestPrefix = longPath.slice(0, maxPrefixLength)

test('the longest prefix that is accepted finds a path that is stored with a hash at its end', () => {
  const { pathPatterns } = readPathFilters({ path: `${longestPrefix}*` })
  expect(pathPatterns).toEqual([{ prefix: longestPrefix }])
  expect(canonicalPath(longPath).startsWith(longestPrefix)).toBe(true)
})

test.each([{ path: `${longestPrefix}x*` }, { page: `${longestPrefix}x/:name` }])(
  'a longer prefix is refused, since it would find no such path',
  (filter) => {
    expect(canonicalPath(longPath).startsWith(`${longestPrefix}x`)).toBe(false)
    expect(() => readPathFilters(filter)).toThrow(
      `${Object.keys(filter)} must have at most 767 characters before its first placeholder`,
    )
  },
)
