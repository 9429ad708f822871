import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { answer, unavailable } from '../plugins/error-handler.ts'
import type { AccessToken } from './access-token.ts'
import { isFromOtherSite } from './is-from-other-site.ts'
import { trustedUser } from './trusted-user.ts'
import { WrongTokens } from './wrong-tokens.ts'

const sessionCookie = 'collector_session'

/** Decides who may read: holders of the access token or of a session that it opened, and users whom a trusted proxy signed in. */
export interface Guard {
  /** Refuses requests without permission to read; an onRequest hook. */
  check(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>
  /** Returns whether the browser of a request is signed in; undefined while the token is still being read from the database. */
  isSignedIn(request: FastifyRequest): boolean | undefined
  /** Opens a session by a token and sets its cookie; otherwise returns the reason, with the status and headers set. */
  openSession(request: FastifyRequest, reply: FastifyReply, token: string): Refusal | undefined
  closeSession(reply: FastifyReply): void
}

export interface Refusal {
  statusCode: 401 | 429 | 503
  message: string
}

/** @param token undefined until it is read from the database */
export function createGuard(
  { trustProxy, trustedUserHeader, basePath }: Pick<Config, 'trustProxy' | 'trustedUserHeader' | 'basePath'>,
  token: () => AccessToken | undefined,
  { onWrongToken, onSession }: { onWrongToken(): void; onSession(request: FastifyRequest): void },
): Guard {
  const wrongTokens = new WrongTokens()
  const userOf = trustedUser(trustProxy, trustedUserHeader)
  // other applications of the host do not get the cookie
  const path = basePath || '/'

  /** Compares in constant time, and counts the wrong ones. */
  function refusalOf(candidate: string, known: AccessToken, { ip }: FastifyRequest, reply: FastifyReply) {
    const closedForSeconds = wrongTokens.closedForSeconds(ip)
    if (closedForSeconds === 0 && known.matches(candidate)) return undefined
    onWrongToken()
    const waitSeconds = closedForSeconds || wrongTokens.count(ip)
    if (waitSeconds === 0) return { statusCode: 401, message: 'the access token is wrong' } as const
    reply.header('retry-after', waitSeconds)
    return { statusCode: 429, message: 'too many wrong access tokens from this address' } as const
  }

  function isSignedIn(request: FastifyRequest, known: AccessToken): boolean {
    const session = request.cookies[sessionCookie]
    return (session !== undefined && known.isSession(session)) || userOf(request) !== undefined
  }

  return {
    async check(request, reply) {
      const known = token()
      if (!known) return unavailable(reply)
      const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
      if (bearer !== undefined) {
        const refusal = refusalOf(bearer, known, request, reply)
        return refusal && answer(reply, refusal.statusCode, refusal.message)
      }
      if (!isSignedIn(request, known)) return answer(reply, 401, 'sign in, or send the access token')
      // browsers also send cookies with requests of other sites' pages
      if (isFromOtherSite(request)) return answer(reply, 403, 'a request from another site')
      return undefined
    },

    isSignedIn(request) {
      const known = token()
      return known && isSignedIn(request, known)
    },

    openSession(request, reply, candidate) {
      const known = token()
      if (!known) return { statusCode: 503, message: 'the database is away, try again soon' }
      const refusal = refusalOf(candidate, known, request, reply)
      if (refusal) return refusal
      onSession(request)
      const { value, maxAgeSeconds } = known.issueSession()
      reply.setCookie(sessionCookie, value, {
        path,
        httpOnly: true,
        sameSite: 'strict',
        secure: request.protocol === 'https',
        maxAge: maxAgeSeconds,
      })
      return undefined
    },

    closeSession(reply) {
      reply.clearCookie(sessionCookie, { path })
    },
  }
}
