import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type AccessToken, settleAccessToken } from '../access/access-token.ts'
import { startAlerts } from '../alerts/start-alerts.ts'
import type { Config } from '../config.ts'
import { startJobs } from '../jobs/start-jobs.ts'
import { createLogger } from '../operating/logger.ts'
import { Refusals } from '../operating/refusals.ts'
import { openStorage } from '../storage/storage.ts'

const drainTimeoutMs = 10_000
const shortTokenLength = 16
/** Candidates for the built files: beside this file in a build, in the folder `dist` when run from source. */
const publicDirs = ['./public/', '../../dist/public/'].map((path) => fileURLToPath(new URL(path, import.meta.url)))

/** The command `collector start`: opens the storage, listens, and drains on a signal. Resolves once it listens. */
export async function start(config: Config): Promise<void> {
  const logger = createLogger(config.logLevel)
  const publicDir = publicDirs.find(existsSync)
  if (!publicDir) throw new Error('the dashboard is not built: run "pnpm build" first')

  if (config.accessToken !== undefined && config.accessToken.length < shortTokenLength) {
    logger.warn(`ACCESS_TOKEN is short: one that nobody can guess has ${shortTokenLength} random characters or more`)
  }
  // the embedded database opens in a thread at the same time
  const [storage, { buildApp }] = await Promise.all([openStorage(config, logger), import('../app.ts')])
  let token: AccessToken | undefined
  const refusals = new Refusals()
  const app = await buildApp({ config, storage, logger, token: () => token, refusals, publicDir })

  const jobs = startJobs(storage, config, logger)
  const alerts = startAlerts(storage, config, refusals, logger)

  let isStopping = false
  const stop = async () => {
    isStopping = true
    logger.info('Stopping: finishing what was begun')
    setTimeout(() => process.exit(1), drainTimeoutMs).unref()
    // Node keeps a connection that was busy when closing began open after its answer
    setInterval(() => app.server.closeIdleConnections(), 50).unref()
    await app.close()
    await Promise.all([jobs.stop(), alerts.stop()])
    await storage.close()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)

  await app
    .listen({
      host: config.host,
      port: config.port,
      listenTextResolver: (address) =>
        `Listening on ${address}, ${Math.round(process.uptime() * 1000)} ms after the process began`,
    })
    .catch((error) => {
      if (error.code !== 'EADDRINUSE') throw error
      throw new Error(`port ${config.port} is in use: choose another by --port or PORT`)
    })
  settleAccessToken(config.accessToken, storage).then(
    (settled) => {
      if (isStopping) return
      token = settled
      const { port } = app.server.address() as { port: number }
      logger.info(
        `Sign in: http://localhost:${port}${config.basePath}/sign-in?token=${encodeURIComponent(settled.value)}`,
      )
    },
    (error) => {
      // stopped before the token was read
      if (isStopping) return
      process.stderr.write(`collector: ${error.message}\n`)
      process.exit(1)
    },
  )
}
