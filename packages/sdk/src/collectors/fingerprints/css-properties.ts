import { countedNames } from './tools/counted-names.ts'

/** Returns the names of the computed properties, in the browser's order. Firefox adds the page's custom properties. */
export function cssProperties() {
  return countedNames([...getComputedStyle(document.documentElement)].filter((name) => !name.startsWith('--')))
}
