import { type Static, Type } from 'typebox'

/** Settings that a site needs to send to this server, apart from its address. */
export const setupAnswer = Type.Object({
  sdkPath: Type.String({ description: 'Where the script is: SDK_PATH, below BASE_PATH' }),
  collectPath: Type.String({ description: 'Where submissions are posted: COLLECT_PATH, below BASE_PATH' }),
  allowedOrigins: Type.Array(Type.String(), { description: "Whose pages may post; '*' is everyone" }),
})

export type SetupAnswer = Static<typeof setupAnswer>
