import { STATUS_CODES } from 'node:http'
import type { ErrorAnswer } from '@collector/schema'
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { describeSchemaErrors } from '../describe-schema-errors.ts'
import { TooBusyError } from '../http-errors.ts'
import type { Storage } from '../storage/storage.ts'

const retryAfterSeconds = 2

/**
 * Answers errors with a status, its phrase and a helpful message. Internal causes stay in the log; stacks and SQL are
 * never sent.
 */
export function handleErrors(app: FastifyInstance, storage: Storage): void {
  app.setSchemaErrorFormatter((errors, part) => new Error(describeSchemaErrors(errors, part)))

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { statusCode, message } = toldOf(error, storage)
    if (statusCode < 500) return answer(reply, statusCode, message)
    if (statusCode === 503) {
      request.log[error instanceof TooBusyError ? 'warn' : 'error'](`Refused: ${message} (${error.message})`)
      return unavailable(reply, message)
    }
    request.log.error({ err: error }, 'A request failed')
    return answer(reply, statusCode, message)
  })
}

/** Returns the answer to an error: a status and a message that reveals nothing internal. */
export function toldOf(error: FastifyError, storage: Pick<Storage, 'isUnavailable'>) {
  const statusCode = error.statusCode ?? 500
  if (statusCode < 500) return { statusCode, message: error.message }
  if (error instanceof TooBusyError) return { statusCode: 503, message: error.message, reason: 'busy' } as const
  if (storage.isUnavailable(error)) return { statusCode: 503, message: 'the database is away' }
  return { statusCode, message: 'internal error, see the log of the server' }
}

/** Answers 503 with the time after which a retry makes sense. */
export function unavailable(reply: FastifyReply, reason = 'the database is away'): FastifyReply {
  reply.header('retry-after', retryAfterSeconds)
  return answer(reply, 503, `${reason}, try again soon`)
}

export function answer(reply: FastifyReply, statusCode: number, message: string): FastifyReply {
  const body: ErrorAnswer = { statusCode, error: STATUS_CODES[statusCode] ?? 'Error', message }
  return reply.status(statusCode).type('application/json; charset=utf-8').send(body)
}
