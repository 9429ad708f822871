import { Type } from 'typebox'

export const deviceClasses = ['desktop', 'mobile', 'tablet', 'bot'] as const
export const deviceClass = Type.Enum([...deviceClasses])
export type DeviceClass = (typeof deviceClasses)[number]
