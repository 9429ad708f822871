import { type Static, Type } from 'typebox'

export const healthAnswer = Type.Object({
  status: Type.Enum(['healthy', 'unhealthy']),
  database: Type.Enum(['connected', 'disconnected', 'incomplete']),
  missing: Type.Optional(Type.String({ description: 'Nodes of a cluster that do not answer: `1 of 2 nodes`' })),
})

export type HealthAnswer = Static<typeof healthAnswer>
