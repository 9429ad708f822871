import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'

/** Policy of answers that are no pages: nothing is loaded, run or framed, however a browser interprets them. */
const nothingAllowed = "default-src 'none'; frame-ancestors 'none'"

/**
 * Policy of the dashboard: it loads nothing from other origins, runs nothing inline and cannot be framed. Text becomes elements
 * only through Lit's templates (Trusted Types policy `lit-html`); `collector-worker` names the one script of a worker.
 */
const dashboardPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html collector-worker',
].join('; ')

const docsPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Sets headers on every answer; `dashboardHeaders` adds those of pages. A callback, because a promise for each request costs more. */
export function securityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers({
      'content-security-policy': nothingAllowed,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    done()
  })
}

/** Headers of the dashboard's pages. */
export const pageHeaders = {
  'content-security-policy': dashboardPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // for browsers that know no frame-ancestors
  'x-frame-options': 'DENY',
}

/** Sets the headers of the dashboard, which also name where browsers report what happens to its pages: a tab that crashed, for example. */
export function dashboardHeaders(
  app: FastifyInstance,
  {
    basePath,
    reportPath,
    checkHosts,
    checkFrameUrl,
  }: Pick<Config, 'basePath' | 'reportPath' | 'checkHosts' | 'checkFrameUrl'>,
): void {
  const reportTo = basePath + reportPath
  const headers = {
    ...pageHeaders,
    'content-security-policy': withChecks(checkHosts, checkFrameUrl),
    'reporting-endpoints': `default="${reportTo}", crash-reporting="${reportTo}"`,
    'document-policy': 'include-js-call-stacks-in-crash-reports',
  }
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers)
  })
}

/** Allows the checks of `/` what the operator named: hosts to reach, and a frame. */
function withChecks(hosts: readonly string[], frameUrl: string | undefined): string {
  const connect = ["connect-src 'self'", ...hosts.map((url) => new URL(url).origin)].join(' ')
  const frame = frameUrl ? `; frame-src ${new URL(frameUrl).origin}` : ''
  return dashboardPolicy.replace("connect-src 'self'", connect) + frame
}

/** Sets the policy of the documentation: text and pictures without scripts. */
export function docsHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('content-security-policy', docsPolicy)
  })
}

/** Stored data is private: no cache keeps it, and no page of another origin embeds it. */
export function privateHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'cross-origin-resource-policy': 'same-origin' })
  })
}
