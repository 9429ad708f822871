import { errorAnswer, submissionAnswer, submissionParams, submissionsAnswer, submissionsQuery } from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listPage } from '../../analysis/list-page.ts'
import { wholeSubmission } from '../../analysis/whole-submission.ts'
import { answer } from '../../plugins/error-handler.ts'
import type { Storage } from '../../storage/storage.ts'

/** What is stored, as a list and one by one. */
export function submissionRoutes(storage: Storage): FastifyPluginAsyncTypebox {
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
      async (request) => listPage(storage.db, request.query),
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
        const text = await wholeSubmission(storage.db, request.params.submissionId)
        if (text === undefined) return answer(reply, 404, 'there is no such submission')
        // text is sent as it is: numbers stay as they were stored
        return reply.type('application/json; charset=utf-8').send(text as never)
      },
    )
  }
}
