import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { version } from '../version.ts'

/** Describes every route from its own schema. */
export async function openapi(app: FastifyInstance, basePath: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      servers: [{ url: basePath || '/' }],
      info: { title: 'Collector', version },
      components: {
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'The access token, or a token of POST /api/tokens with the scope that the route needs',
          },
          session: { type: 'apiKey', in: 'cookie', name: 'collector_session', description: 'Set by signing in' },
        },
      },
    },
    transform: ({ schema, url }) => ({
      schema: { ...schema, querystring: withOptionalDefaults(schema?.querystring) },
      url,
    }),
  })
}

interface QuerySchema {
  properties?: Record<string, object>
  required?: string[]
}

/** A parameter with a default is required of the validated query, but not of a client. */
function withOptionalDefaults(query: unknown): unknown {
  const { properties, required } = (query ?? {}) as QuerySchema
  if (!properties || !required) return query
  return { ...(query as object), required: required.filter((name) => !('default' in (properties[name] ?? {}))) }
}
