import type { TokenScope } from '@collector/schema'
import type { FastifyInstance, RouteOptions } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The scope that a token needs for this route. By default GET needs `read`, everything else `admin`. */
    scope?: TokenScope
  }
}

/** Returns the scope that a token needs for a route. */
export function requiredScope({ method, config }: Pick<RouteOptions, 'method' | 'config'>): TokenScope {
  const reads = [method].flat().every((name) => name === 'GET' || name === 'HEAD')
  return config?.scope ?? (reads ? 'read' : 'admin')
}

/** Tells whether a token with some scopes may do what needs one; `admin` includes every scope. */
export function includesScope(scopes: readonly TokenScope[], needed: TokenScope): boolean {
  return scopes.includes(needed) || scopes.includes('admin')
}

/** Describes in the OpenAPI document which scope each route needs. To be called before the routes are registered. */
export function describeScopes(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const scope = requiredScope(route)
    const { description } = route.schema ?? {}
    const needs = `A token needs the scope \`${scope}\`.`
    route.schema = {
      ...route.schema,
      security: [{ token: [scope] }, { session: [] }],
      description: description === undefined ? needs : `${description} ${needs}`,
    }
  })
}
