/**
 * The path of a source as people know it: without what bundlers put before it, and without the steps that lead from the script's
 * folder up to the project's.
 */
export function sourceName(source: string, sourceRoot = ''): string {
  const whole = sourceRoot && !/^(?:[a-z][a-z\d+.-]*:|\/)/i.test(source) ? `${sourceRoot}/${source}` : source
  const path = whole
    .replace(/\0/g, '')
    .replace(/^(?:webpack(?:-internal)?|turbopack|parcel|rollup|ng):\/\/(?:[^/]*\/)?/, '')
    .replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*\//i, '')
    .replace(/[?#].*$/s, '')
  const kept: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop()
    else if (segment !== '.' && (segment !== '' || kept.length === 0)) kept.push(segment)
  }
  return kept.join('/')
}
