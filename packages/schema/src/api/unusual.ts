import { type Static, Type } from 'typebox'

const nullableText = Type.Union([Type.String(), Type.Null()])

/** One value of a browser that differs from the usual one. */
export const unusualItem = Type.Object({
  field: Type.String({
    description: 'Path in the submission: browser.timezone, fingerprints.canvas; version and systemVersion are derived',
  }),
  value: Type.Unknown({ description: 'Value of the field; null if it is not available. Long values are cut' }),
  typical: Type.Unknown({ description: 'The most frequent value of the working browsers' }),
  browsers: Type.Integer({ description: 'Working browsers with any value of the field' }),
  sameBrowsers: Type.Integer({ description: 'Working browsers with the value of this one' }),
  typicalBrowsers: Type.Integer({ description: 'Working browsers with the typical value' }),
  isMostlyFailing: Type.Boolean({ description: 'True if its value occurs mostly in page views with errors' }),
})

/** The differences between a browser and the working ones of its kind: same browser and system, no errors, in the week before. */
export const unusualAnswer = Type.Object({
  browser: nullableText,
  os: nullableText,
  from: Type.String(),
  to: Type.String(),
  browsers: Type.Integer({
    description: 'Working browsers that were compared, each once, at most 150. With fewer than 5 there are no items',
  }),
  failingBrowsers: Type.Integer({ description: 'Browsers of the kind whose page views had errors, at most 100' }),
  outdated: Type.Union([Type.Object({ version: Type.Integer(), usual: Type.Integer() }), Type.Null()], {
    description: 'Major versions, if most working browsers have a much later one',
  }),
  items: Type.Array(unusualItem, { description: 'Most unusual first, no value twice' }),
})

export type UnusualItem = Static<typeof unusualItem>
export type UnusualAnswer = Static<typeof unusualAnswer>
