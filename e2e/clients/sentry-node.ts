import * as Sentry from '@sentry/node'

/** A server that sends errors to the DSN that it is given, and ends. */
Sentry.init({
  dsn: process.argv[2] ?? '',
  release: 'shop-server@2.0.0',
  environment: 'server',
  tracesSampleRate: 1,
})
Sentry.addBreadcrumb({ category: 'cart', message: 'Opened' })
Sentry.startSpan({ name: 'GET /cart', op: 'http.server' }, () => {
  Sentry.captureException(new Error('Out of stock', { cause: new RangeError('Stock is -1') }))
  Sentry.captureMessage('Started')
})
// the SDK sends it, then ends the process with 1
process.once('exit', () => {
  process.exitCode = 0
})
setTimeout(() => {
  throw new Error('Thrown by the server')
}, 10)
