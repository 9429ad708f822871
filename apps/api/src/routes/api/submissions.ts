import {
  countAnswer,
  deletedAnswer,
  errorAnswer,
  filters,
  relatedAnswer,
  submissionAnswer,
  submissionParams,
  submissionsAnswer,
  submissionsQuery,
  unusualAnswer,
} from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { readFilter } from '../../filters/read-filter.ts'
import { RefusedError } from '../../http-errors.ts'
import { answer } from '../../plugins/error-handler.ts'
import type { Storage } from '../../storage/storage.ts'
import { countSubmissions } from '../../submissions/count-submissions.ts'
import { deleteMatching, deleteSubmission } from '../../submissions/delete-submissions.ts'
import { answerSubmissions, isFiltered } from '../../submissions/list-submissions.ts'
import { relatedSubmissions } from '../../submissions/related-submissions.ts'
import { answerUnusual } from '../../submissions/unusual/answer-unusual.ts'
import { wholeSubmission } from '../../submissions/whole-submission.ts'

/** Lists stored submissions, and returns or deletes one. */
export function submissionRoutes({ db }: Storage): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/submissions',
      {
        schema: {
          summary: 'Submissions, newest first',
          tags: ['submissions'],
          querystring: submissionsQuery,
          response: { 200: submissionsAnswer },
        },
      },
      async (request) => answerSubmissions(db, request.query),
    )

    app.delete(
      '/submissions',
      {
        schema: {
          summary: 'Delete the matching submissions, and everything derived from them',
          tags: ['submissions'],
          querystring: filters,
          response: { 200: deletedAnswer },
        },
      },
      async (request) => {
        const filter = await readFilter(db, request.query)
        // the exclusion of our own visits alone would delete everything else
        if (!isFiltered({ ...filter, isOwn: filter.isOwn || undefined }))
          throw new RefusedError(400, 'set at least one filter, for example visitorId')
        return { deleted: await deleteMatching(db, filter) }
      },
    )

    app.get(
      '/submissions/count',
      {
        schema: {
          summary: 'Number of submissions that match: as many as an export writes and a deletion removes',
          tags: ['submissions'],
          querystring: filters,
          response: { 200: countAnswer },
        },
      },
      async (request) => countSubmissions(db, request.query),
    )

    app.get(
      '/submissions/:submissionId',
      {
        schema: {
          summary: 'One submission, whole, its sections as they were sent',
          tags: ['submissions'],
          params: submissionParams,
          response: { 200: submissionAnswer, 404: errorAnswer },
        },
      },
      async (request, reply) => {
        const text = await wholeSubmission(db, request.params.submissionId)
        if (text === undefined) return answer(reply, 404, 'there is no such submission')
        // text is sent as it is: numbers stay as they were stored
        return reply.type('application/json; charset=utf-8').send(text as never)
      },
    )

    app.get(
      '/submissions/:submissionId/related',
      {
        schema: {
          summary: 'Submissions of the same page view, visitor, fingerprint or error groups',
          tags: ['submissions'],
          params: submissionParams,
          response: { 200: relatedAnswer, 404: errorAnswer },
        },
      },
      async (request, reply) =>
        (await relatedSubmissions(db, request.params.submissionId)) ??
        answer(reply, 404, 'there is no such submission'),
    )

    app.get(
      '/submissions/:submissionId/unusual',
      {
        schema: {
          summary:
            'Unusual values of the browser of a submission, against working browsers of the same kind in the previous week',
          tags: ['submissions'],
          params: submissionParams,
          response: { 200: unusualAnswer, 404: errorAnswer },
        },
      },
      async (request, reply) =>
        (await answerUnusual(db, request.params.submissionId)) ??
        answer(reply, 404, 'there is no such submission of a page view'),
    )

    app.delete(
      '/submissions/:submissionId',
      {
        schema: {
          summary: 'Delete a submission; an earlier one of its page view counts again',
          tags: ['submissions'],
          params: submissionParams,
          response: { 204: Type.Null(), 404: errorAnswer },
        },
      },
      async (request, reply) => {
        if (await deleteSubmission(db, request.params.submissionId)) return reply.status(204).send(null)
        return answer(reply, 404, 'there is no such submission')
      },
    )
  }
}
