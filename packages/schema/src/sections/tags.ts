import { type Static, Type } from 'typebox'

/** What the site tells apart: `{ plan: "free" }`. */
export const tagsSection = Type.Record(Type.String(), Type.String())

export type TagsSection = Static<typeof tagsSection>
