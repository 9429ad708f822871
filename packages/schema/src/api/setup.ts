import { type Static, Type } from 'typebox'

/** Settings that a site needs to send to this server, apart from its address. */
export const setupAnswer = Type.Object({
  sdkPath: Type.String({ description: 'Path of the script: SDK_PATH, below BASE_PATH' }),
  collectPath: Type.String({ description: 'Path that submissions are posted to: COLLECT_PATH, below BASE_PATH' }),
  reportUrl: Type.String({ description: 'URL that browsers send reports to: REPORT_PATH on this server' }),
  dsn: Type.String({ description: 'Address for SDKs of Sentry: https://<public key>@<host>/<number>' }),
  faroUrl: Type.String({ description: "Address for Grafana Faro's SDK, with the origin of this server" }),
  allowedOrigins: Type.Array(Type.String(), { description: "Origins that may post; '*' is every origin" }),
})

export type SetupAnswer = Static<typeof setupAnswer>
