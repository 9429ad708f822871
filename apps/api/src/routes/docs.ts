import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import { docsHeaders } from '../plugins/security-headers.ts'

/** The documentation, made of docs/*.md when Collector is built. Open to everybody: it holds nothing of anybody. */
export function docsRoutes(publicDir: string): FastifyPluginAsync {
  return async (app) => {
    docsHeaders(app)
    app.register(fastifyStatic, { root: `${publicDir}/docs`, serve: false })
    app.get('/docs', { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'))
    app.get<{ Params: { '*': string } }>('/docs/*', { schema: { hide: true } }, (request, reply) =>
      reply.sendFile(request.params['*'] || 'index.html', { extensions: ['html'] } as object),
    )
  }
}
