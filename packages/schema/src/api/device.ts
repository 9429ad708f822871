import { Type } from 'typebox'

/** `tv`: televisions, streaming sticks and boxes, and consoles. */
export const deviceClasses = ['desktop', 'mobile', 'tablet', 'tv', 'bot'] as const
export const deviceClass = Type.Enum([...deviceClasses])
export type DeviceClass = (typeof deviceClasses)[number]

const listed = `(${deviceClasses.join('|')})`

/** `mobile,tablet`: any of these; `!bot`: none of these, so that submissions without a class match. */
export const deviceFilter = Type.String({
  pattern: `^!?${listed}(,${listed})*$`,
  maxLength: 64,
  description: `One of ${deviceClasses.join(', ')}, or several separated by commas; a leading ! excludes them: mobile,tablet or !bot`,
})
