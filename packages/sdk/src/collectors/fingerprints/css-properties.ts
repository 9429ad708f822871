import { countedNames } from './tools/counted-names.ts'

/** Those that are computed, in the browser's order. Firefox adds the custom ones of the page. */
export function cssProperties() {
  return countedNames([...getComputedStyle(document.documentElement)].filter((name) => !name.startsWith('--')))
}
