import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answer, unavailable } from '../plugins/error-handler.ts'
import type { AccessToken } from './access-token.ts'

export const sessionCookie = 'collector_session'
const wrongTokensPerMinute = 10

/** Who may read: those with the access token, or with a session that was opened by it. */
export interface Guard {
  /** Turns away who may not read; to be used as an onRequest hook. */
  check(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>
  /** Tells whether a token opens a session, and sets its cookie if so; otherwise has answered. */
  openSession(request: FastifyRequest, reply: FastifyReply, token: string): Promise<boolean>
}

/** @param token undefined until the database told it */
export function createGuard(app: FastifyInstance, token: () => AccessToken | undefined): Guard {
  const countWrongToken = app.createRateLimit({ max: wrongTokensPerMinute, timeWindow: '1 minute' })

  /** Only wrong tokens are counted and limited: whoever has the right one is let in whatever others try. */
  async function refuse(request: FastifyRequest, reply: FastifyReply, message: string): Promise<FastifyReply> {
    const limit = await countWrongToken(request)
    if (limit.isAllowed || !limit.isExceeded) return answer(reply, 401, message)
    reply.header('retry-after', limit.ttlInSeconds)
    return answer(reply, 429, 'too many wrong access tokens from this address')
  }

  return {
    async check(request, reply) {
      const known = token()
      if (!known) return unavailable(reply)
      const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
      if (bearer !== undefined) {
        return known.matches(bearer) ? undefined : refuse(request, reply, 'the access token is wrong')
      }
      const session = request.cookies[sessionCookie]
      if (session === undefined || !known.isSession(session))
        return answer(reply, 401, 'sign in, or send the access token')
      if (isFromOtherSite(request)) return answer(reply, 403, 'a request from another site')
      return undefined
    },

    async openSession(request, reply, candidate) {
      const known = token()
      if (!known) {
        unavailable(reply)
        return false
      }
      if (!known.matches(candidate)) {
        await refuse(request, reply, 'the access token is wrong')
        return false
      }
      const { value, maxAgeSeconds } = known.issueSession()
      reply.setCookie(sessionCookie, value, {
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        secure: request.protocol === 'https',
        maxAge: maxAgeSeconds,
      })
      return true
    },
  }
}

/** SameSite=Strict keeps other sites' requests without our cookie; sites on the same domain need this besides. */
function isFromOtherSite(request: FastifyRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false
  const { origin } = request.headers
  return origin !== undefined && origin !== `${request.protocol}://${request.host}`
}
