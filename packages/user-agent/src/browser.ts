import { browsers, inAppBrowsers, namesOfBrands, webViews } from './browser-tables.ts'
import type { BrowserClues } from './clues.ts'
import { findProduct, type Product } from './product.ts'

/** Brand of the engine, not of a browser. */
const engine = 'Chromium'
/** Brands that name no browser: "Not A;Brand" is sent so that nobody relies on the list; Yandex sends "Yowser" beside its own name. */
const noBrand = /^$|not.*brand|^Yowser$/i

/** Returns the browser that the client hints name, with its version there. */
export function browserByHints({ brands, userAgent }: BrowserClues): Product | undefined {
  const known = brands.filter(({ brand }) => !noBrand.test(brand))
  const stated = known.find(({ brand }) => brand !== engine)
  if (!stated) return undefined
  const name = namesOfBrands[stated.brand] ?? stated.brand
  // a web view is part of an app, which may have added its name to the user agent
  const app = webViews.has(name) ? findProduct(browsers, userAgent) : undefined
  if (app && app.name !== 'Chrome') return withReducedVersion(app)
  return withReducedVersion({ name, version: /^\d[\d.]*$/.test(stated.version) ? stated.version : undefined })
}

/** Returns the browser that the user agent names. */
export function browserByUserAgent(userAgent: string): Product | undefined {
  const product = findProduct(browsers, userAgent)
  return product && withReducedVersion(product)
}

/** Returns the app that shows the page in a web view. */
export function inAppBrowser(userAgent: string): Product | undefined {
  return findProduct(inAppBrowsers, userAgent)
}

const botPatterns = [
  [/\b((?:[\w-]+)?(?:bot|spider|crawler|externalhit|lighthouse)[\w-]*)(?:[/ ]v?([\d.]+))?/i],
  // programs that do not claim to be a browser: curl/8.5.0
  [/^(?!Mozilla|Opera)([\w.-]+)\/v?([\d.]+)/],
] as const

/** Returns the name that a bot gives itself; undefined if it names a browser only. */
export function botName(userAgent: string): Product | undefined {
  for (const [pattern] of botPatterns) {
    const [, name, version] = pattern.exec(userAgent) ?? []
    if (name) return { name, version }
  }
  return undefined
}

/** Marks the version as reduced: user agents of Chromium have only the major version, as 140.0.0.0. */
function withReducedVersion(product: Product): Product {
  if (!/^\d+\.0\.0\.0$/.test(product.version ?? '')) return product
  return {
    ...product,
    version: product.version?.replace('.0.0.0', ''),
    note: 'The user agent states the major version only.',
  }
}
