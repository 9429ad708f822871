export { type BrowserClues, readClues } from './clues.ts'
export { type Identity, identify, identifyBrowser } from './identify.ts'
export type { Product } from './product.ts'
