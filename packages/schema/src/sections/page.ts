import { type Static, Type } from 'typebox'

/** The viewed page. A page view is one load, or one soft navigation, of a URL. */
export const pageSection = Type.Object({
  url: Type.Optional(Type.String()),
  referrer: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
  pageViewId: Type.Optional(Type.String({ description: 'UUID' })),
  sequence: Type.Optional(Type.Integer({ minimum: 1, description: 'Numbers the submissions of one page view' })),
  sessionId: Type.Optional(Type.String()),
  isOwn: Type.Optional(Type.Boolean({ description: "Whether it is a page of Collector's own dashboard" })),
  visitorId: Type.Optional(Type.String({ description: 'Random, kept in the browser, only with the option visitorId' })),
})

export type PageSection = Static<typeof pageSection>
