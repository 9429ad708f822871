import {
  deployAnswer,
  errorAnswer,
  newDeploy,
  releaseGroupsAnswer,
  releaseGroupsQuery,
  releasesAnswer,
  releasesQuery,
} from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listReleaseGroups } from '../../releases/list-release-groups.ts'
import { listReleases } from '../../releases/list-releases.ts'
import { recordDeploy } from '../../releases/record-deploy.ts'
import type { Storage } from '../../storage/storage.ts'

const tags = ['releases']

/** Releases of the site, and when they were deployed. */
export function releaseRoutes({ db, readDb }: Storage): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/releases',
      {
        schema: {
          summary: 'Releases, newest first, with vitals and errors compared with the release before',
          tags,
          querystring: releasesQuery,
          response: { 200: releasesAnswer },
        },
      },
      async (request) => listReleases(readDb, request.query),
    )

    app.get(
      '/releases/groups',
      {
        schema: {
          summary: 'Groups of errors that a release brought, brought back, or ended',
          tags,
          querystring: releaseGroupsQuery,
          response: { 200: releaseGroupsAnswer },
        },
      },
      async (request) => listReleaseGroups(readDb, request.query),
    )

    app.post(
      '/deploys',
      {
        config: { scope: 'upload' },
        schema: {
          summary: 'Record when a release was deployed; the earliest time counts',
          tags,
          body: newDeploy,
          response: { 201: deployAnswer, 400: errorAnswer },
        },
      },
      async (request, reply) => reply.status(201).send(await recordDeploy(db, request.body)),
    )
  }
}
