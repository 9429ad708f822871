import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { openPostgres } from './support/databases.ts'

let storage: Storage
let app: Awaited<ReturnType<typeof buildTestApp>>

beforeAll(async () => {
  ;({ storage } = await openPostgres())
  app = await buildTestApp(storage, { BASE_PATH: '/tools/collector/', COLLECT_PATH: '/c' })
})
afterAll(async () => {
  await app?.close()
  await storage?.close()
})

const payload = { token: testToken }
const bearer = { authorization: `Bearer ${testToken}` }

test.each(['', '/tools/collector'])('answers requests below "%s"', async (base) => {
  expect((await app.inject({ url: `${base}/health` })).statusCode).toBe(200)
  expect((await app.inject({ url: `${base}/assets/app-1.js` })).statusCode).toBe(200)
  expect((await app.inject({ method: 'POST', url: `${base}/c`, payload: {} })).statusCode).toBe(200)
  expect((await app.inject({ url: `${base}/sign-in?token=${testToken}&next=/errors` })).headers['location']).toBe(
    '/tools/collector/errors',
  )
  expect(
    (await app.inject({ url: `${base}/sign-in?token=${testToken}&next=//evil.example` })).headers['location'],
  ).toBe('/tools/collector/overview')
  expect((await app.inject({ url: `${base}/favicon.ico` })).headers['location']).toBe('/tools/collector/favicon.svg')
})

test('limits its cookie to the path, when it is set and when it is deleted', async () => {
  const opened = await app.inject({ method: 'POST', url: '/api/session', payload })
  expect(opened.cookies).toMatchObject([{ path: '/tools/collector' }])
  const closed = await app.inject({ method: 'DELETE', url: '/api/session' })
  expect(closed.cookies).toMatchObject([{ path: '/tools/collector', value: '' }])
})

test('gives sites the paths with the base path', async () => {
  const answer = await app.inject({ url: '/api/setup', headers: bearer })
  expect(answer.json()).toMatchObject({ sdkPath: '/tools/collector/collector.js', collectPath: '/tools/collector/c' })
})

test('does not answer another path with the same beginning', async () => {
  expect((await app.inject({ url: '/tools/collectors/health' })).statusCode).toBe(404)
  expect((await app.inject({ url: '/tools/health' })).statusCode).toBe(404)
})
