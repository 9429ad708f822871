import {
  errorAnswer,
  sourceMapParams,
  sourceMapStored,
  sourceMapsAnswer,
  sourceMapsQuery,
  sourceMapUpload,
} from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Config } from '../../config.ts'
import { encodingRefusal } from '../../ingest/content-encoding.ts'
import { HeldBytes } from '../../ingest/held-bytes.ts'
import { readBody } from '../../ingest/read-body.ts'
import { answer } from '../../plugins/error-handler.ts'
import { listSourceMaps } from '../../source-maps/list-source-maps.ts'
import { storeSourceMap } from '../../source-maps/store-source-map.ts'
import { deleteMappedScripts } from '../../storage/queries/source-maps.ts'
import type { Storage } from '../../storage/storage.ts'

/** Largest maps that may be received at a time, each as it came and inflated. */
const maxHeldMaps = 4

/** Source maps: uploaded by builds, listed and deleted. */
export function sourceMapRoutes(config: Config, { db }: Storage): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/source-maps',
      {
        schema: {
          summary: 'Uploaded source maps, latest first',
          tags: ['source maps'],
          querystring: sourceMapsQuery,
          response: { 200: sourceMapsAnswer },
        },
      },
      async (request) => listSourceMaps(db, request.query),
    )

    app.delete(
      '/source-maps/:id',
      {
        schema: {
          summary: 'Delete a source map; frames that it mapped are minified again',
          tags: ['source maps'],
          params: sourceMapParams,
          response: { 204: Type.Null(), 404: errorAnswer },
        },
      },
      async (request, reply) => {
        if ((await deleteMappedScripts(db, [request.params.id])) > 0) return reply.status(204).send(null)
        return answer(reply, 404, 'there is no such source map')
      },
    )

    app.register(uploadRoutes(config, db))
  }
}

function uploadRoutes(
  { maxSourceMapBytes, sourceMapStorageBytes }: Config,
  db: Storage['db'],
): FastifyPluginAsyncTypebox {
  const held = new HeldBytes(maxHeldMaps * maxSourceMapBytes, () => {})
  return async (app) => {
    // the handler reads the body itself, as bytes
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, _payload, done) => done(null))
    app.put(
      '/source-maps',
      {
        config: { scope: 'upload' },
        bodyLimit: maxSourceMapBytes,
        schema: {
          summary: 'Store a source map: the body, by Content-Encoding gzip or as it is',
          tags: ['source maps'],
          querystring: sourceMapUpload,
          response: { 200: sourceMapStored, 400: errorAnswer, 413: errorAnswer },
        },
      },
      async (request, reply) => {
        const encoding = request.headers['content-encoding']
        const refusal = encodingRefusal(encoding)
        if (refusal) throw refusal
        const hold = held.until(reply.raw)
        const json = await readBody(request.raw, encoding, { maxBytes: maxSourceMapBytes, hold })
        return storeSourceMap(db, { json, ...request.query }, sourceMapStorageBytes)
      },
    )
  }
}
