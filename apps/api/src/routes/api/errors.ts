import {
  errorAnswer,
  errorGroupAnswer,
  errorGroupChange,
  errorGroupChanged,
  errorGroupParams,
  errorGroupQuery,
  errorGroupsAnswer,
  errorGroupsQuery,
  submissionErrorsAnswer,
  submissionParams,
} from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { changeErrorGroup } from '../../errors/change-error-group.ts'
import { answerErrorGroup } from '../../errors/error-group.ts'
import { listErrorGroups } from '../../errors/list-error-groups.ts'
import { settleGroups } from '../../errors/regroup.ts'
import { answerSubmissionErrors } from '../../errors/submission-errors.ts'
import { answer } from '../../plugins/error-handler.ts'
import type { Storage } from '../../storage/storage.ts'

const unknownGroup = 'there is no such error group'

/** Error groups, and the errors of a submission. */
export function errorRoutes(storage: Storage): FastifyPluginAsyncTypebox {
  const { db, readDb } = storage
  return async (app) => {
    app.get(
      '/errors',
      {
        schema: {
          summary: 'Error groups that occurred, most page views first',
          tags: ['errors'],
          querystring: errorGroupsQuery,
          response: { 200: errorGroupsAnswer },
        },
      },
      async (request) => {
        await settleGroups(db)
        return listErrorGroups(readDb, request.query)
      },
    )

    app.get(
      '/errors/:groupKey',
      {
        schema: {
          summary: 'One group: its latest occurrences, and breakdowns of the affected page views',
          tags: ['errors'],
          params: errorGroupParams,
          querystring: errorGroupQuery,
          response: { 200: errorGroupAnswer, 404: errorAnswer },
        },
      },
      async (request, reply) => {
        await settleGroups(db)
        const group = await answerErrorGroup(storage, request.params.groupKey, request.query)
        return group ?? answer(reply, 404, unknownGroup)
      },
    )

    app.patch(
      '/errors/:groupKey',
      {
        schema: {
          summary: 'Resolve, ignore or open a group, merge it into another one or split it from that',
          tags: ['errors'],
          params: errorGroupParams,
          body: errorGroupChange,
          response: { 200: errorGroupChanged, 404: errorAnswer },
        },
      },
      async (request, reply) => {
        const changed = await changeErrorGroup(db, request.params.groupKey, request.body)
        return changed ?? answer(reply, 404, unknownGroup)
      },
    )

    app.get(
      '/submissions/:submissionId/errors',
      {
        schema: {
          summary: 'The errors of a submission, their frames mapped by source maps',
          tags: ['errors'],
          params: submissionParams,
          response: { 200: submissionErrorsAnswer, 404: errorAnswer },
        },
      },
      async (request, reply) =>
        (await answerSubmissionErrors(db, request.params.submissionId)) ??
        answer(reply, 404, 'there is no such submission'),
    )
  }
}
