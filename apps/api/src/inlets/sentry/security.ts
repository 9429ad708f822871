import { Type } from 'typebox'
import { object } from '../../ingest/clean.ts'
import type { Inlet } from '../inlet.ts'
import { textOf, withoutUndefined } from '../json-value.ts'
import { reportInlet } from '../report.ts'
import { dsnKeyOf } from './find-dsn-key.ts'
import { project } from './project.ts'

/**
 * The address that Sentry gives for `report-uri`: a report of a browser, with the key of the DSN, the release and the
 * environment in the query. https://docs.sentry.io/security-legal-pii/security/security-policy-reporting/
 */
export const securityInlet: Inlet = {
  ...reportInlet,
  summary: "Store reports of content security policies at Sentry's address (security)",
  paths: () => [`${project}/security/`, `${project}/security`],
  findKey: ({ headers, query }) => dsnKeyOf(headers, query),
  answer: { statusCode: 204, schema: Type.Null({ description: 'Committed' }), body: () => undefined },
  async read(sent) {
    const { submissions, refusals } = await reportInlet.read(sent)
    const { sentry_release: release, sentry_environment: environment } = sent.query
    const app = withoutUndefined({ release: textOf(release), environment: textOf(environment) })
    if (Object.keys(app).length === 0) return { submissions, refusals }
    return { submissions: submissions.map((one) => ({ ...one, app: { ...object(one.app), ...app } })), refusals }
  },
}
