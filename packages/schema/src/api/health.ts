import { type Static, Type } from 'typebox'

export const healthAnswer = Type.Object({
  status: Type.Enum(['healthy', 'unhealthy']),
  database: Type.Enum(['connected', 'disconnected']),
})

export type HealthAnswer = Static<typeof healthAnswer>
