import { STATUS_CODES } from 'node:http'
import { type ErrorAnswer, isoTimestampPattern, uuidPattern } from '@collector/schema'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { TooBusyError } from '../ingest/batch.ts'
import type { Storage } from '../storage/storage.ts'

const retryAfterSeconds = 2

/**
 * Every error answer: a status, its phrase and a message that helps. What went wrong inside stays in the log; a stack or
 * SQL never leaves.
 */
export function handleErrors(app: FastifyInstance, storage: Storage): void {
  app.setSchemaErrorFormatter((errors, part) => new Error(describe(errors, part)))

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const statusCode = error.statusCode ?? 500
    if (statusCode < 500) return answer(reply, statusCode, error.message)
    if (error instanceof TooBusyError) {
      request.log.warn(`Refused: ${error.message}`)
      return unavailable(reply, error.message)
    }
    if (storage.isUnavailable(error)) {
      request.log.error(`The database is away (${error.message})`)
      return unavailable(reply)
    }
    request.log.error({ err: error }, 'A request failed')
    return answer(reply, statusCode, 'something went wrong here, the log of the server says what')
  })

  app.setNotFoundHandler((request: FastifyRequest, reply) => answer(reply, 404, `there is no ${request.method} here`))
}

/** 503 with the time after which trying again makes sense. */
export function unavailable(reply: FastifyReply, reason = 'the database is away'): FastifyReply {
  reply.header('retry-after', retryAfterSeconds)
  return answer(reply, 503, `${reason}, try again soon`)
}

export function answer(reply: FastifyReply, statusCode: number, message: string): FastifyReply {
  const body: ErrorAnswer = { statusCode, error: STATUS_CODES[statusCode] ?? 'Error', message }
  return reply.status(statusCode).type('application/json; charset=utf-8').send(body)
}

interface SchemaError {
  keyword: string
  instancePath: string
  message?: string
  params: Record<string, unknown>
}

/** The first error that says most, with its place: `/errors must be array`. */
function describe(errors: SchemaError[], part: string): string {
  const unknown = errors.find(({ keyword }) => keyword === 'additionalProperties')
  const error = unknown ?? errors[0]
  const path = error?.instancePath || '/'
  // a body is a tree, so its places are paths; the rest is flat
  const place = part === 'body' ? path : path.slice(1)
  if (unknown) return `${unknown.params['additionalProperties']} is not a parameter of this address`
  return `${place} ${error?.keyword === 'pattern' ? patternMeaning(error) : error?.message}`
}

function patternMeaning({ params }: SchemaError): string {
  switch (params['pattern']) {
    case uuidPattern:
      return 'must be a UUID'
    case isoTimestampPattern:
      return 'must be an ISO 8601 date and time'
    default:
      return `must match ${params['pattern']}`
  }
}
