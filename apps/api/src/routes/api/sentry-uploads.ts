import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Config } from '../../config.ts'
import { RefusedError } from '../../http-errors.ts'
import { HeldBytes } from '../../ingest/held-bytes.ts'
import { readBody } from '../../ingest/read-body.ts'
import { assembleBundle } from '../../source-maps/assemble-bundle.ts'
import { readChunks } from '../../source-maps/read-chunks.ts'
import { insertChunk, keptChunkBytes } from '../../storage/queries/bundle-chunks.ts'
import type { Storage } from '../../storage/storage.ts'

const chunkBytes = 2_097_152
/** A chunk with what multipart/form-data puts around it. */
const maxRequestBytes = chunkBytes + 65_536
const maxHeldBytes = 8 * maxRequestBytes
/** Announced bundles list 40 characters a chunk. */
const maxAnnouncedBytes = 262_144

const sha1 = Type.String({ pattern: '^[0-9a-f]{40}$' })
const announcedBundle = Type.Object({
  checksum: sha1,
  chunks: Type.Array(sha1),
  version: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})

/** The addresses that sentry-cli and Sentry's build plugins upload source maps to. Organisations and projects may have any name. */
export function sentryUploadRoutes(config: Config, { db }: Storage): FastifyPluginAsyncTypebox {
  return async (app) => {
    const hidden = { schema: { hide: true }, config: { scope: 'upload' } } as const
    // the tools look whether the token is right, make a release of what they upload, and list repositories for its commits
    app.get('/0/', hidden, async () => ({ version: '0', auth: { scopes: ['project:releases'] }, user: null }))
    app.get<{ Params: { organization: string } }>('/0/organizations/:organization/', hidden, async ({ params }) => ({
      id: '1',
      slug: params.organization,
      name: params.organization,
    }))
    app.get('/0/organizations/:organization/repos/', hidden, async () => [])
    app.route({
      method: ['POST', 'PUT'],
      url: '/0/organizations/:organization/releases/*',
      ...hidden,
      handler: async (request) => releaseOf(request.body, (request.params as { '*': string })['*']),
    })
    app.post('/0/projects/:organization/:project/releases/*', hidden, async (request) =>
      releaseOf(request.body, (request.params as { '*': string })['*']),
    )

    app.get<{ Params: { organization: string } }>(
      '/0/organizations/:organization/chunk-upload/',
      hidden,
      async ({ params, protocol, host }) => ({
        // Sentry's plugins take no relative one
        url: `${protocol}://${host}${config.basePath}/api/0/organizations/${encodeURIComponent(params.organization)}/chunk-upload/`,
        chunkSize: chunkBytes,
        chunksPerRequest: 1,
        maxFileSize: 4 * config.maxSourceMapBytes,
        maxRequestSize: maxRequestBytes,
        concurrency: 1,
        hashAlgorithm: 'sha1',
        compression: ['gzip'],
        // without the first, older versions ask for a release
        accept: ['release_files', 'sources', 'artifact_bundles', 'artifact_bundles_v2'],
      }),
    )

    app.post(
      '/0/organizations/:organization/artifactbundle/assemble/',
      { bodyLimit: maxAnnouncedBytes, config: { scope: 'upload' }, schema: { hide: true, body: announcedBundle } },
      async (request) => assembleBundle(db, request.body, config),
    )

    app.register(chunkRoutes(config, db))
  }
}

function chunkRoutes({ sourceMapStorageBytes }: Config, db: Storage['db']): FastifyPluginAsyncTypebox {
  const held = new HeldBytes(maxHeldBytes, () => {})
  return async (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, _payload, done) => done(null))
    app.post(
      '/0/organizations/:organization/chunk-upload/',
      { bodyLimit: maxRequestBytes, config: { scope: 'upload' }, schema: { hide: true } },
      async (request, reply) => {
        const { 'content-encoding': encoding, 'content-type': type = '' } = request.headers
        const limits = { maxBytes: maxRequestBytes, hold: held.until(reply.raw) }
        const body = await readBody(request.raw, encoding, limits)
        for (const { hash, content } of await readChunks(body, type, chunkBytes)) {
          if ((await keptChunkBytes(db)) + content.length > sourceMapStorageBytes) {
            throw new RefusedError(413, `parts of bundles would take more than ${sourceMapStorageBytes} bytes`)
          }
          await insertChunk(db, hash, content)
        }
        return reply.status(200).send()
      },
    )
  }
}

/** A release as the tools expect it; releases are known from what pages send. */
function releaseOf(body: unknown, path: string) {
  const { version } = (body ?? {}) as { version?: unknown }
  const named = typeof version === 'string' ? version : decodeURIComponent(path.split('/')[0] ?? '')
  return {
    version: named,
    url: null,
    dateCreated: new Date().toISOString(),
    dateReleased: null,
    newGroups: 0,
    projects: [],
  }
}
