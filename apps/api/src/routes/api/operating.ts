import { clientAddressAnswer, refusalsAnswer, setupAnswer } from '@collector/schema'
import { compile } from '@fastify/proxy-addr'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { clientAddress } from '../../access/client-address.ts'
import { trustedUser } from '../../access/trusted-user.ts'
import type { Config } from '../../config.ts'
import { dsnKey } from '../../inlets/sentry/dsn-key.ts'
import type { Refusals } from '../../operating/refusals.ts'
import type { Storage } from '../../storage/storage.ts'

/** Answers how a site sends submissions here, what was refused, and which address a client has. */
export function operatingRoutes(config: Config, { db }: Storage, refusals: Refusals): FastifyPluginAsyncTypebox {
  const { trustProxy, trustedUserHeader, ipMode, basePath, publicUrl } = config
  const { sdkPath, collectPath, reportPath, allowedOrigins } = config
  const isTrusted = compile(trustProxy)
  const userOf = trustedUser(trustProxy, trustedUserHeader)
  return async (app) => {
    app.get(
      '/setup',
      {
        schema: {
          summary: 'Settings that a site needs to send submissions here',
          tags: ['operating'],
          response: { 200: setupAnswer },
        },
      },
      async ({ protocol, host }) => {
        const url = publicUrl ?? `${protocol}://${host}${basePath}`
        return {
          sdkPath: basePath + sdkPath,
          collectPath: basePath + collectPath,
          reportUrl: url + reportPath,
          dsn: `${url.replace('://', `://${await dsnKey(db)}@`)}/1`,
          faroUrl: `${url}/faro/collect`,
          allowedOrigins,
        }
      },
    )

    app.get(
      '/refusals',
      {
        schema: {
          summary: 'The latest submissions that this process refused, with the reasons',
          tags: ['operating'],
          response: { 200: refusalsAnswer },
        },
      },
      async () => refusals.answer(),
    )

    app.get(
      '/client-address',
      {
        schema: {
          summary: 'The client address of this request, and how it was found',
          tags: ['operating'],
          response: { 200: clientAddressAnswer },
        },
      },
      async (request) => {
        const connection = request.socket.remoteAddress ?? ''
        return {
          address: request.ip,
          stored: clientAddress(request.ip, ipMode),
          connection,
          isTrustedProxy: isTrusted(connection, 0),
          forwardedFor: [request.headers['x-forwarded-for'] ?? []].flat().join(', ') || null,
          protocol: request.protocol,
          ipMode,
          user: userOf(request) ?? null,
        }
      },
    )
  }
}
