import { type TokenScope, tokenScopes } from '@collector/schema'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { answer, unavailable } from '../plugins/error-handler.ts'
import { useToken } from '../storage/queries/access-tokens.ts'
import type { Storage } from '../storage/storage.ts'
import type { AccessToken } from './access-token.ts'
import { isFromOtherSite } from './is-from-other-site.ts'
import { includesScope, requiredScope } from './required-scope.ts'
import { hashToken, isTokenText } from './token-text.ts'
import { trustedUser } from './trusted-user.ts'
import { WrongTokens } from './wrong-tokens.ts'

const sessionCookie = 'collector_session'
const wrongToken = 'the access token is wrong'

/**
 * Decides who may do what: everything for holders of the access token or of a session that it opened, and for users whom a
 * trusted proxy signed in; for other tokens what their scopes include.
 */
export interface Guard {
  /** Refuses requests without permission for what a route does; an onRequest hook. */
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
  { db }: Pick<Storage, 'db'>,
  { onWrongToken, onSession }: { onWrongToken(): void; onSession(request: FastifyRequest): void },
): Guard {
  const wrongTokens = new WrongTokens()
  const userOf = trustedUser(trustProxy, trustedUserHeader)
  // other applications of the host do not get the cookie
  const path = basePath || '/'

  /** Counts wrong tokens, and says why a token is refused; undefined where it is right. */
  function refuseUnless(isRight: boolean, { ip }: FastifyRequest, reply: FastifyReply, message: string) {
    const closedForSeconds = wrongTokens.closedForSeconds(ip)
    if (closedForSeconds === 0 && isRight) return undefined
    onWrongToken()
    const waitSeconds = closedForSeconds || wrongTokens.count(ip)
    if (waitSeconds === 0) return { statusCode: 401, message } as const
    reply.header('retry-after', waitSeconds)
    return { statusCode: 429, message: 'too many wrong access tokens from this address' } as const
  }

  /** Returns the scopes of a token. It is looked up each time, so that every process refuses it once it is revoked. */
  async function scopesOf(
    candidate: string,
    known: AccessToken,
    ip: string,
  ): Promise<readonly TokenScope[] | undefined> {
    if (known.matches(candidate)) return tokenScopes
    if (!isTokenText(candidate) || wrongTokens.closedForSeconds(ip) > 0) return undefined
    return useToken(db, hashToken(candidate))
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
        const scopes = await scopesOf(bearer, known, request.ip)
        const refusal = refuseUnless(scopes !== undefined, request, reply, wrongToken)
        if (refusal) return answer(reply, refusal.statusCode, refusal.message)
        const needed = requiredScope(request.routeOptions)
        if (includesScope(scopes ?? [], needed)) return undefined
        return answer(reply, 403, `this needs the scope ${needed}; the token has ${scopes?.join(', ')}`)
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
      // a session outlives a token that is revoked
      const message = isTokenText(candidate) ? 'only the access token opens the dashboard' : wrongToken
      const refusal = refuseUnless(known.matches(candidate), request, reply, message)
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
