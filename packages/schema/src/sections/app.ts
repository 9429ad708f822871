import { type Static, Type } from 'typebox'

/** Which build of the site was running, and where it was deployed. */
export const appSection = Type.Object({
  release: Type.Optional(Type.String({ description: 'As the site names its versions: 1.4.2, or the id of a commit' })),
  environment: Type.Optional(Type.String({ description: 'production or staging, for example' })),
})

export type AppSection = Static<typeof appSection>
