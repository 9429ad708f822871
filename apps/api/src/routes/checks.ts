import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkAnswer, checkedHeaders } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import websocket from '@fastify/websocket'
import { Type } from 'typebox'
import { checkFrame, checkFramePolicy } from '../checks/check-frame.ts'
import { releaseOf } from '../checks/release-of.ts'
import type { Config } from '../config.ts'

const downloadBytes = 262_144
/** Long enough to tell an event that arrives at once from one that a proxy holds back. */
const eventPauseMs = 300
const maxMessageBytes = 64
const socketTimeoutMs = 5000
/** Requests per minute and address: a page needs ten of the small ones and one of each other. */
const small = { rateLimit: { max: 300 } }
const large = { rateLimit: { max: 60 } }

/** Answers the checks of the page `/`. They are public: each is bounded in rate, size and time, and none asks the database. */
export function checkRoutes({ checkHosts, checkFrameUrl }: Pick<Config, 'checkHosts' | 'checkFrameUrl'>) {
  const frame = checkFrameUrl && `${checkFrameUrl}/check/frame`
  const noise = randomBytes(downloadBytes)
  const routes: FastifyPluginAsyncTypebox = async (app) => {
    await app.register(websocket, { options: { maxPayload: maxMessageBytes } })
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })

    app.get(
      '/check',
      {
        config: small,
        schema: {
          summary: 'Clock of the server, and how the browser introduces itself to it',
          tags: ['checks'],
          response: { 200: checkAnswer },
        },
      },
      async ({ headers }) => {
        const browser = releaseOf(headers['user-agent'])
        return {
          now: Date.now(),
          headers: Object.fromEntries(
            checkedHeaders.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])),
          ),
          ...(browser && { browser }),
          hosts: checkHosts,
          ...(frame && { frame }),
        }
      },
    )

    app.get(
      '/check/download',
      { config: large, schema: { summary: '256 KiB that cannot be compressed', tags: ['checks'] } },
      async (_request, reply) => reply.type('application/octet-stream').send(noise),
    )

    app.get(
      '/check/events',
      {
        config: large,
        schema: {
          summary: 'Two server-sent events, 300 ms apart',
          tags: ['checks'],
          response: { 200: { content: { 'text/event-stream': { schema: Type.String() } } } },
        },
      },
      async (_request, reply) => {
        reply.headers({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
        return reply.send(Readable.from(events()) as never)
      },
    )

    app.get('/check/frame', { config: small, schema: { hide: true } }, async (request, reply) =>
      reply
        .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': checkFramePolicy })
        .send(checkFrame(request.headers.referer ?? '')),
    )

    app.get('/check/socket', { config: large, websocket: true, schema: { hide: true } }, (socket) => {
      const timer = setTimeout(() => socket.terminate(), socketTimeoutMs)
      socket.once('message', (message) => {
        socket.send(String(message))
        socket.close()
      })
      socket.once('close', () => clearTimeout(timer))
      // a message beyond the limit ends the connection
      socket.on('error', () => {})
    })
  }
  return routes
}

async function* events(): AsyncGenerator<string> {
  yield 'data: 1\n\n'
  await sleep(eventPauseMs)
  yield 'data: 2\n\n'
}
