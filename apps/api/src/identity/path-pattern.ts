/** A set of paths in the form that SQL uses: they begin with the prefix, and match the regular expression if there is one. */
export interface PathPattern {
  prefix: string
  /** In the syntax that JavaScript and PostgreSQL share. */
  expression?: string | undefined
}

const anySegment = '[^/]+'
const uuid = '[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}'
/** Needs a decimal digit, since words such as "facade" consist of hexadecimal digits. */
const longHex = '(?=[^/]*[0-9])[0-9a-fA-F]{8,}'
const idSegment = `(?:[0-9]+|${uuid}|${longHex})`
const isId = new RegExp(`^${idSegment}$`)

/** Parses the filter `path`: `*` stands for one segment, at the end for everything that follows. */
export function parseWildcards(text: string): PathPattern {
  const isOpen = text.endsWith('*')
  const [prefix = '', ...rest] = (isOpen ? text.slice(0, -1) : text).split('*')
  if (rest.length === 0) return { prefix }
  const expression = [prefix, ...rest].map(escapeExpression).join(anySegment)
  return { prefix, expression: `^${expression}${isOpen ? '' : '$'}` }
}

/** Parses the name of a page: a segment `*` stands for an id, a segment `:name` for any segment. */
export function parsePage(page: string): PathPattern {
  const segments = page.split('/')
  const first = segments.findIndex(isPlaceholder)
  const expression = segments.map((segment) => {
    if (!isPlaceholder(segment)) return escapeExpression(segment)
    return segment === '*' ? idSegment : anySegment
  })
  const prefix = first < 0 ? page : `${segments.slice(0, first).join('/')}/`
  return { prefix, expression: `^${expression.join('/')}$` }
}

/** Tells whether the name of a page stands for several paths. */
export function isPagePattern(page: string): boolean {
  return page.split('/').some(isPlaceholder)
}

/**
 * Makes the function that names the page of a path: by the first of the operator's patterns that it matches, else with `*` in
 * place of numbers, UUIDs and long hexadecimal numbers.
 */
export function pageNamer(ownPatterns: readonly string[]): (path: string) => string {
  const own = ownPatterns.map((name) => ({ name, matcher: new RegExp(parsePage(name).expression ?? '') }))
  return (path) => own.find(({ matcher }) => matcher.test(path))?.name ?? withoutIds(path)
}

function withoutIds(path: string): string {
  return path
    .split('/')
    .map((segment) => (isId.test(segment) ? '*' : segment))
    .join('/')
}

function isPlaceholder(segment: string): boolean {
  return segment === '*' || /^:\w+$/.test(segment)
}

function escapeExpression(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
