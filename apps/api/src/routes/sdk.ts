import type { FastifyPluginAsync } from 'fastify'
import { allowPrivateNetwork } from '../access/allow-private-network.ts'

/** The script for other sites, and the files that it loads from beside itself when they are needed. */
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
    const files = [
      { file: 'collector.js', path: sdkPath },
      ...['fingerprint', 'report'].map((name) => ({
        file: `collector-${name}.js`,
        path: sdkPath.replace(/(\.js)?$/, `-${name}.js`),
      })),
    ]
    for (const { file, path } of files) {
      for (const url of new Set([`/${file}`, path])) {
        app.get(url, { schema: { hide: true } }, (_request, reply) => reply.sendFile(file, { maxAge: '1h' }))
        app.options(url, { schema: { hide: true } }, (request, reply) => {
          allowPrivateNetwork(request, reply)
          return reply.status(204).send()
        })
      }
    }
  }
}
