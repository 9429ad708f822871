/** Names in braces of a path pattern: "/submissions/:submissionId". */
export type PathParams = Readonly<Record<string, string>>

/** Returns the named parts of a path; undefined if it does not match. Some browsers in use lack URLPattern. */
export function matchPath(pattern: string, path: string): PathParams | undefined {
  const wanted = segments(pattern)
  const given = segments(path)
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, name] of wanted.entries()) {
    const segment = given[index] ?? ''
    if (name.startsWith(':')) params[name.slice(1)] = decoded(segment)
    else if (name !== segment) return undefined
  }
  return params
}

function segments(path: string): string[] {
  return path.split('/').filter(Boolean)
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    // an invalid escape, such as a "%" typed by hand
    return segment
  }
}
