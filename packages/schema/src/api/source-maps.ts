import { type Static, Type } from 'typebox'
import { uuid } from '../submission.ts'

const nullableText = Type.Union([Type.String(), Type.Null()])

export const sourceMapUpload = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 2048,
      pattern: '^[^\\u0000]*$',
      description: "The script's URL, or its path: /assets/app-3f2a9c1b.js",
    }),
    debugId: Type.Optional(
      Type.Union([uuid], { description: 'By default the one in the map, else one made from its SHA-256' }),
    ),
    release: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        pattern: '^[^\\u0000]*$',
        description: 'Release as the page sends it in app.release',
      }),
    ),
  },
  { additionalProperties: false },
)

export const sourceMapStored = Type.Object({
  stored: Type.Boolean({ description: 'false: the same content is stored already' }),
  debugId: uuid,
  sources: Type.Integer({ description: 'Number of sources in the map' }),
})

export const sourceMapItem = Type.Object({
  id: uuid,
  name: Type.String({ description: "The script's URL or path" }),
  debugId: uuid,
  release: nullableText,
  bytes: Type.Integer({ description: 'Size of the map, not compressed' }),
  uploadedAt: Type.String(),
  lastUsedAt: Type.Union([Type.String(), Type.Null()], {
    description: 'Time at which a frame was last mapped by the map',
  }),
})

export const sourceMapsQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ description: 'nextCursor of the page before' })),
  },
  { additionalProperties: false },
)

export const sourceMapsAnswer = Type.Object({
  items: Type.Array(sourceMapItem, { description: 'Latest upload first' }),
  nextCursor: nullableText,
})

export const sourceMapParams = Type.Object({ id: uuid })

export type SourceMapStored = Static<typeof sourceMapStored>
export type SourceMapItem = Static<typeof sourceMapItem>
export type SourceMapsAnswer = Static<typeof sourceMapsAnswer>
