import { type Static, Type } from 'typebox'

/** The build of the site that was running, and where it was deployed. */
export const appSection = Type.Object({
  release: Type.Optional(Type.String({ description: 'Version of the site: 1.4.2, or the id of a commit' })),
  environment: Type.Optional(Type.String({ description: 'production or staging, for example' })),
})

export type AppSection = Static<typeof appSection>
