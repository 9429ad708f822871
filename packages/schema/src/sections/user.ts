import { type Static, Type } from 'typebox'

/** The user as the site knows them; absent unless the site sets it. */
export const userSection = Type.Object({
  id: Type.Optional(Type.String({ description: "The site's own id of the user" })),
})

export type UserSection = Static<typeof userSection>
