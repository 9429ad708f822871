import type { Filters } from '@collector/schema'
import { RefusedError } from '../http-errors.ts'
import { maxPrefixLength } from '../identity/canonical-path.ts'
import { isPagePattern, type PathPattern, parsePage, parseWildcards } from '../identity/path-pattern.ts'

/** Stored paths have at most 800 characters; the database refuses expressions that are very long. */
const maxPatternLength = 1000
const maxPlaceholders = 20

/**
 * Reads the filters `path` and `page`: a value of the dimension if either names one path, else patterns.
 *
 * @throws RefusedError for a pattern that is too long, or whose prefix is longer than the kept part of a long path
 */
export function readPathFilters({ path, page }: Pick<Filters, 'path' | 'page'>) {
  const patterns: PathPattern[] = []
  const values: string[] = []
  if (path?.includes('*')) patterns.push(checkPrefix('path', parseWildcards(checkPattern('path', path))))
  else if (path !== undefined) values.push(path)
  if (page !== undefined) {
    if (path === undefined && !isPagePattern(page)) values.push(page)
    else patterns.push(checkPrefix('page', parsePage(checkPattern('page', page))))
  }
  return {
    pathValues: values.length > 0 ? values : undefined,
    pathPatterns: patterns.length > 0 ? patterns : undefined,
  }
}

function checkPattern(name: string, pattern: string): string {
  if (pattern.length > maxPatternLength) {
    throw new RefusedError(400, `${name} must have at most ${maxPatternLength} characters where it is a pattern`)
  }
  if (pattern.split(/\*|\/:/).length > maxPlaceholders + 1) {
    throw new RefusedError(400, `${name} must have at most ${maxPlaceholders} placeholders`)
  }
  return pattern
}

function checkPrefix(name: string, pattern: PathPattern): PathPattern {
  if (pattern.prefix.length > maxPrefixLength) {
    throw new RefusedError(400, `${name} must have at most ${maxPrefixLength} characters before its first placeholder`)
  }
  return pattern
}
