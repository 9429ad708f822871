import { countedNames } from './tools/counted-names.ts'

/** Order counts: it is that of the browser's own source. */
export function navigatorKeys() {
  const names: string[] = []
  for (const name in navigator) names.push(name)
  return countedNames(names)
}
