import { dashboardPaths } from '@collector/schema'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { Guard } from '../access/guard.ts'
import type { Config } from '../config.ts'
import { dashboardHeaders } from '../plugins/security-headers.ts'

/** The sign-in link and the sign-in page share this path and one route. */
const signInPath = '/sign-in'
const shellPaths = dashboardPaths.filter((path) => path !== signInPath)

export interface DashboardParts {
  guard: Guard
  /** Undefined where the dashboard was not built. */
  shell: string | undefined
  config: Pick<Config, 'basePath' | 'reportPath' | 'checkHosts' | 'checkFrameUrl'>
}

/** The built dashboard, and the link of the start log that signs in. */
export function dashboardRoutes({ guard, shell, config }: DashboardParts): FastifyPluginAsync {
  const { basePath } = config
  return async (app) => {
    dashboardHeaders(app, config)
    const sendShell = (reply: FastifyReply) =>
      shell === undefined ? reply.callNotFound() : reply.type('text/html; charset=utf-8').send(shell)

    for (const url of shellPaths) app.get(url, { schema: { hide: true } }, (_request, reply) => sendShell(reply))

    app.get('/favicon.svg', { schema: { hide: true } }, (_request, reply) => reply.sendFile('favicon.svg'))
    // what browsers ask for where a page names no icon
    app.get('/favicon.ico', { schema: { hide: true } }, (_request, reply) =>
      reply.redirect(`${basePath}/favicon.svg`, 301),
    )
    app.get<{ Params: { '*': string } }>('/assets/*', { schema: { hide: true } }, (request, reply) =>
      // their names change with their content
      reply.sendFile(`assets/${request.params['*']}`, { immutable: true, maxAge: '1y' }),
    )

    app.get<{ Querystring: { token?: string; next?: string } }>(
      signInPath,
      { schema: { hide: true } },
      async (request, reply) => {
        const { token, next } = request.query
        if (typeof token !== 'string') return sendShell(reply)
        reply.header('cache-control', 'no-store')
        // a person follows the link, so a wrong token leads to the sign-in page, which says so
        if (guard.openSession(request, reply, token)) return reply.redirect(basePath + failedAddress(next), 303)
        return reply.redirect(basePath + ownPath(next), 303)
      },
    )
  }
}

function failedAddress(next: unknown): string {
  return `${signInPath}?${new URLSearchParams({ failed: '1', ...(typeof next === 'string' && { next: ownPath(next) }) })}`
}

/** Only a path of ours: a link that signs in must not lead elsewhere. */
function ownPath(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/overview'
}
