import type { FastifyPluginAsync } from 'fastify'

/** The script for other sites, and its second file, which it loads from beside itself. */
export function sdkRoutes(sdkPath: string): FastifyPluginAsync {
  return async (app) => {
    app.addHook('onRequest', async (_request, reply) => {
      reply.headers({
        // any site may load it, also as a module or with crossorigin, which lets its errors be read
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
      })
    })
    for (const url of new Set(['/collector.js', sdkPath])) {
      app.get(url, { schema: { hide: true } }, (_request, reply) => reply.sendFile('collector.js', { maxAge: '1h' }))
    }
    for (const url of new Set(['/collector-fingerprint.js', sdkPath.replace(/(\.js)?$/, '-fingerprint.js')])) {
      app.get(url, { schema: { hide: true } }, (_request, reply) =>
        reply.sendFile('collector-fingerprint.js', { maxAge: '1h' }),
      )
    }
  }
}
