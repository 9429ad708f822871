import { type Static, Type } from 'typebox'

export const ratings = ['good', 'needs-improvement', 'poor'] as const
export const rating = Type.Enum([...ratings])
export type Rating = Static<typeof rating>
