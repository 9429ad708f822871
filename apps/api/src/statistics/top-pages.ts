import { compare } from './compare.ts'

const maxPages = 5

export interface PathCount {
  value: string | null
  pageViews: number
}

/** Adds up the page views of paths that are one page, and returns the pages with most. */
export function topPages(paths: Iterable<PathCount>, nameOf: (path: string) => string): PathCount[] {
  const sums = new Map<string | null, number>()
  for (const { value, pageViews } of paths) {
    const name = value === null ? null : nameOf(value)
    sums.set(name, (sums.get(name) ?? 0) + pageViews)
  }
  return [...sums]
    .map(([value, pageViews]) => ({ value, pageViews }))
    .toSorted((a, b) => b.pageViews - a.pageViews || compare(a.value, b.value))
    .slice(0, maxPages)
}
