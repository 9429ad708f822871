import { afterAll, beforeAll, expect } from 'vitest'
import type { Storage } from '../../src/storage/storage.ts'
import { buildTestApp, testToken } from './build-test-app.ts'
import { type engines, opened } from './databases.ts'

type App = Awaited<ReturnType<typeof buildTestApp>>

export interface Apps {
  storage: Storage
  app: App
  /** A second process on the same database; the same app on the engine that allows only one. */
  second: App
}

export const bearer = { authorization: `Bearer ${testToken}` }

/** Starts the service on an empty database before the tests of a `describe`, and stops it after them. */
export function startApps(engine: (typeof engines)[number]): Apps {
  const apps = {} as Apps
  let secondStorage: Storage | undefined
  beforeAll(async () => {
    const { storage, settings } = await engine.open()
    apps.storage = storage
    apps.app = await listening(storage)
    if (settings.dbUrl) secondStorage = (await opened(settings)).storage
    apps.second = secondStorage ? await listening(secondStorage) : apps.app
  })
  afterAll(async () => {
    if (secondStorage) await apps.second?.close()
    await secondStorage?.close()
    await apps.app?.close()
    await apps.storage?.close()
  })
  return apps
}

async function listening(storage: Storage): Promise<App> {
  const app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '0' })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return app
}

/** Returns the id of the stored submission. */
export async function post(app: App, body: object): Promise<string> {
  const answer = await app.inject({ method: 'POST', url: '/collect', payload: body })
  expect(answer.statusCode).toBe(200)
  return answer.headers['x-submission-id'] as string
}

export async function get(app: App, url: string) {
  const answer = await app.inject({ url, headers: bearer })
  expect(answer.statusCode, `${url}: ${answer.body.slice(0, 300)}`).toBe(200)
  return answer.json()
}
