import { Type } from 'typebox'

/** `tv`: televisions, what is plugged into them, and consoles. */
export const deviceClasses = ['desktop', 'mobile', 'tablet', 'tv', 'bot'] as const
export const deviceClass = Type.Enum([...deviceClasses])
export type DeviceClass = (typeof deviceClasses)[number]

const listed = `(${deviceClasses.join('|')})`

/** `mobile,tablet`: any of these; `!bot`: none of these, so what names no class is among the rest. */
export const deviceFilter = Type.String({
  pattern: `^!?${listed}(,${listed})*$`,
  maxLength: 64,
  description: `One of ${deviceClasses.join(', ')}, or several with commas between; after a ! all but these: mobile,tablet or !bot`,
})
