import { type Static, Type } from 'typebox'

/** Types of breadcrumbs that the SDK records by itself; a site may add others. */
export const breadcrumbTypes = ['navigation', 'click', 'request', 'visibility', 'network', 'long-frame'] as const
export type BreadcrumbType = (typeof breadcrumbTypes)[number]

/** Something that happened on the page before an error. */
export const breadcrumb = Type.Object({
  timestamp: Type.Optional(Type.String({ description: 'ISO 8601' })),
  type: Type.Optional(Type.String({ description: `${breadcrumbTypes.join(', ')}, or as the site calls it` })),
  message: Type.Optional(Type.String({ description: 'In a few words: the URL, the selector of an element' })),
  data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})

export type Breadcrumb = Static<typeof breadcrumb>
