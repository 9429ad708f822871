import { type Static, Type } from 'typebox'

/** A visitor's own words about a problem. */
export const feedback = Type.Object({
  message: Type.String({ description: 'At most 5,000 characters from the SDK' }),
  contact: Type.Optional(Type.String({ description: 'An address, if the visitor gave one' })),
  url: Type.Optional(Type.String({ description: 'The page it happened on, where that is another' })),
})

/** The viewed page. A page view is one load, or one soft navigation, of a URL. */
export const pageSection = Type.Object({
  url: Type.Optional(Type.String()),
  referrer: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
  pageViewId: Type.Optional(Type.String({ description: 'UUID' })),
  sequence: Type.Optional(Type.Integer({ minimum: 1, description: 'Numbers the submissions of one page view' })),
  sessionId: Type.Optional(Type.String()),
  isOwn: Type.Optional(Type.Boolean({ description: "True for a page of Collector's own dashboard" })),
  reference: Type.Optional(
    Type.String({
      description: 'Case of the support that it belongs to: ?ref= of the report page, up to 64 characters',
    }),
  ),
  feedback: Type.Optional(feedback),
  visitorId: Type.Optional(Type.String({ description: 'Random, kept in the browser, only with the option visitorId' })),
})

export type Feedback = Static<typeof feedback>
export type PageSection = Static<typeof pageSection>
