import { countedNames } from './tools/counted-names.ts'

export function cssProperties() {
  const names: string[] = []
  for (const name in document.documentElement.style) names.push(name)
  return countedNames(names)
}
