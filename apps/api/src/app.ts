import type { IncomingMessage } from 'node:http'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import type { AccessToken } from './access/access-token.ts'
import { senderOf } from './access/client-address.ts'
import { createGuard } from './access/guard.ts'
import { describeScopes } from './access/required-scope.ts'
import { rememberDashboardUrl } from './alerts/alert-senders.ts'
import { withoutBasePath } from './base-path.ts'
import type { Config } from './config.ts'
import { createSubmissionStore } from './ingest/ingest-submission.ts'
import { createMeters } from './operating/meters.ts'
import { refusalRecorder } from './operating/record-refusal.ts'
import type { Refusals } from './operating/refusals.ts'
import { watchStorage } from './operating/watch-storage.ts'
import { continueLate } from './plugins/continue-late.ts'
import { handleErrors } from './plugins/error-handler.ts'
import { measureRequests } from './plugins/measure-requests.ts'
import { handleNotFound } from './plugins/not-found.ts'
import { openapi } from './plugins/openapi.ts'
import { readShell } from './plugins/read-shell.ts'
import { privateHeaders, securityHeaders } from './plugins/security-headers.ts'
import { validatorCompiler } from './plugins/validators.ts'
import { alertRoutes } from './routes/api/alerts.ts'
import { errorRoutes } from './routes/api/errors.ts'
import { exportRoutes } from './routes/api/export.ts'
import { fingerprintRoutes } from './routes/api/fingerprints.ts'
import { metricRoutes } from './routes/api/metrics.ts'
import { operatingRoutes } from './routes/api/operating.ts'
import { overviewRoutes } from './routes/api/overview.ts'
import { pageViewRoutes } from './routes/api/page-views.ts'
import { pageRoutes } from './routes/api/pages.ts'
import { referrerRoutes } from './routes/api/referrers.ts'
import { releaseRoutes } from './routes/api/releases.ts'
import { scriptRoutes } from './routes/api/scripts.ts'
import { sentryUploadRoutes } from './routes/api/sentry-uploads.ts'
import { sessionRoutes } from './routes/api/session.ts'
import { sourceMapRoutes } from './routes/api/source-maps.ts'
import { streamRoutes } from './routes/api/stream.ts'
import { submissionRoutes } from './routes/api/submissions.ts'
import { tokenRoutes } from './routes/api/tokens.ts'
import { checkRoutes } from './routes/checks.ts'
import { collectRoutes } from './routes/collect.ts'
import { dashboardRoutes } from './routes/dashboard.ts'
import { docsRoutes } from './routes/docs.ts'
import { healthRoutes } from './routes/health.ts'
import { inletRoutes } from './routes/inlets.ts'
import { prometheusRoutes } from './routes/prometheus.ts'
import { rarityRoutes } from './routes/rarity.ts'
import { sdkRoutes } from './routes/sdk.ts'
import type { Storage } from './storage/storage.ts'

export interface AppParts {
  config: Config
  storage: Storage
  logger: FastifyBaseLogger
  /** Undefined until it is read from the database. */
  token: () => AccessToken | undefined
  /** Refusals of this process. */
  refusals: Refusals
  /** Directory of the built dashboard and SDK. */
  publicDir: string
}

/** Clients get `Retry-After`, but no counters of the rate limit. */
const noCounters = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false }

/** Builds the service from its plugins and routes. */
export async function buildApp({ config, storage, logger, token, refusals, publicDir }: AppParts) {
  const { basePath } = config
  let isDraining = false
  const meters = createMeters()
  watchStorage(meters.registry, storage)
  const recordRefusal = refusalRecorder(config, meters, refusals)
  const app = Fastify({
    loggerInstance: logger,
    rewriteUrl: ({ url = '/' }: IncomingMessage) => withoutBasePath(url, basePath),
    // the framework's two lines per request would bury our one line per submission
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy.length > 0 ? config.trustProxy : false,
    requestTimeout: 30_000,
    // a device fingerprint in the path may be as long as it was sent
    routerOptions: { maxParamLength: 16_384 },
    // bodies other than submissions are small; submissions have a limit of their own
    bodyLimit: 16_384,
    // the interval of the check for slow connections
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 1000, shouldUpgradeCallback: isWebSocket },
    forceCloseConnections: 'idle',
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.addHook('preClose', async () => {
    isDraining = true
  })

  app.setValidatorCompiler(validatorCompiler)
  handleErrors(app, storage)
  const shell = await readShell(publicDir, config)
  handleNotFound(app, shell, recordRefusal)
  continueLate(app)
  securityHeaders(app)
  measureRequests(app, meters)
  await openapi(app, basePath)
  await app.register(cookie)
  // only decorates `reply.sendFile`: the routes decide which addresses have a file
  await app.register(fastifyStatic, { root: publicDir, serve: false, preCompressed: true })
  await app.register(rateLimit, {
    global: false,
    timeWindow: '1 minute',
    keyGenerator: ({ ip }) => senderOf(ip ?? ''),
    addHeadersOnExceeding: noCounters,
    addHeaders: { ...noCounters, 'retry-after': true },
  })
  const guard = createGuard(config, token, storage, {
    onWrongToken: () => meters.wrongTokens.inc(),
    onSession: rememberDashboardUrl(storage, basePath),
  })

  const receiving = { config, storage, meters, recordRefusal }
  const store = createSubmissionStore(storage, meters)
  app.register(collectRoutes(receiving, store))
  app.register(inletRoutes(receiving, store))
  app.register(healthRoutes(storage, () => isDraining))
  app.register(prometheusRoutes(meters))
  app.register(rarityRoutes(config, storage))
  app.register(sdkRoutes(config.sdkPath))
  app.register(checkRoutes(config))
  app.register(dashboardRoutes({ guard, shell, config }))
  app.register(docsRoutes(publicDir, basePath))
  app.register(
    async (api) => {
      privateHeaders(api)
      api.register(sessionRoutes(guard))
      api.register(async (guarded) => {
        guarded.addHook('onRequest', guard.check)
        describeScopes(guarded)
        guarded.register(submissionRoutes(storage))
        guarded.register(streamRoutes(storage))
        guarded.register(exportRoutes(storage))
        guarded.register(overviewRoutes(storage))
        guarded.register(metricRoutes(config, storage))
        guarded.register(pageViewRoutes(storage))
        guarded.register(pageRoutes(config, storage))
        guarded.register(scriptRoutes(config, storage))
        guarded.register(errorRoutes(storage))
        guarded.register(sourceMapRoutes(config, storage))
        guarded.register(sentryUploadRoutes(config, storage))
        guarded.register(fingerprintRoutes(storage))
        guarded.register(referrerRoutes(storage))
        guarded.register(releaseRoutes(storage))
        guarded.register(alertRoutes(config, storage))
        guarded.register(tokenRoutes(storage))
        guarded.register(operatingRoutes(config, storage, refusals))
        guarded.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
      })
    },
    { prefix: '/api' },
  )
  return app
}

/** Any other upgrade, such as one to h2c, is not taken up: the request is answered as one without it, with its body. */
function isWebSocket({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket'
}
