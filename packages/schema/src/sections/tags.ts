import { type Static, Type } from 'typebox'

/** Attributes that the site filters by: `{ plan: "free" }`. */
export const tagsSection = Type.Record(Type.String(), Type.String())

export type TagsSection = Static<typeof tagsSection>
