import { type Static, Type } from 'typebox'
import { filterProperties, isEstimate, sentText } from './filters.ts'

const nullableText = Type.Union([Type.String(), Type.Null()])

export const scriptsQuery = Type.Object(
  {
    ...filterProperties,
    by: Type.Enum(['host', 'script'], { default: 'host' }),
    scriptHost: Type.Optional(sentText('Only scripts of this host; host is that of the page')),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ description: 'nextCursor of the page before' })),
  },
  { additionalProperties: false },
)

const scriptItem = Type.Object({
  host: Type.Union([Type.String(), Type.Null()], {
    description: 'null: extensions, code made from text, and scripts that the browser does not name',
  }),
  name: Type.Union([Type.String(), Type.Null()], {
    description: 'The service that the host belongs to, where it is a well-known one (third-party-web)',
  }),
  url: Type.Union([Type.String(), Type.Null()], {
    description:
      'Without query, with * in place of ids and hashes of builds. null: all scripts of the host, or those that stand in its pages',
  }),
  isFirstParty: Type.Boolean({ description: 'True if the script comes from the domain of the pages themselves' }),
  pageViews: Type.Integer({ description: 'Page views with any of its scripts' }),
  requests: Type.Integer(),
  transferredBytes: Type.Integer({ description: '0 from cache, and from other origins without Timing-Allow-Origin' }),
  durationP75: Type.Union([Type.Integer(), Type.Null()], {
    description: 'ms of the longest request of a page view; null where no request was seen',
  }),
  blockingMs: Type.Integer({ description: 'Sum of its shares of the blocking time of long animation frames' }),
  blockedPageViews: Type.Integer({
    description: 'Page views in which any of its scripts blocked. Only Chromium reports that',
  }),
  forcedLayoutMs: Type.Integer({ description: 'Sum of the style and layout work that it forced in those frames' }),
  failures: Type.Integer({ description: 'Requests that failed' }),
  paths: Type.Array(Type.Object({ value: nullableText, pageViews: Type.Integer() }), {
    description:
      'Pages with it, most page views first, at most 5; paths that differ by an id are one, such as /products/*',
  }),
})

/** Scripts of all page views, and what they cost. */
export const scriptsAnswer = Type.Object({
  pageViews: Type.Integer({ description: 'All matching page views, with or without scripts' }),
  items: Type.Array(scriptItem, { description: 'Most blocking time first, then most bytes' }),
  nextCursor: nullableText,
  isEstimate,
})

export type ScriptsQuery = Static<typeof scriptsQuery>
export type ScriptsAnswer = Static<typeof scriptsAnswer>
export type ScriptItem = Static<typeof scriptItem>
