import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TooBusyError } from '../../src/http-errors.ts'
import { HeldBytes } from '../../src/ingest/held-bytes.ts'
import type { Storage } from '../../src/storage/storage.ts'
import { buildTestApp } from '../support/build-test-app.ts'
import { openPostgres } from '../support/databases.ts'
import { post } from './hostile-case.ts'
import { sendBytes } from './send-bytes.ts'

let storage: Storage
let app: Awaited<ReturnType<typeof buildTestApp>>
let port: number

beforeAll(async () => {
  ;({ storage } = await openPostgres())
  app = await buildTestApp(storage)
  await app.listen({ host: '127.0.0.1', port: 0 })
  port = (app.server.address() as { port: number }).port
})
afterAll(async () => {
  await app?.close()
  await storage?.close()
})

test.each([
  ['a head that never ends', 'GET / HTTP/1.1\r\nX: '],
  ['a body that never ends', post('{"a":1}').subarray(0, -3)],
])('%s is given up', async (_name, bytes) => {
  expect(app.server.requestTimeout).toBe(30_000)
  expect(app.server.headersTimeout).toBe(10_000)
  app.server.requestTimeout = 200
  app.server.headersTimeout = 200
  const { status } = await sendBytes(port, bytes)
  app.server.requestTimeout = 30_000
  app.server.headersTimeout = 10_000
  expect(status).toBe(408)
})

test('the memory held for bodies is bounded, and freed when they are gone', async () => {
  let told = 0
  const held = new HeldBytes(10, (bytes) => {
    told = bytes
  })
  const [first, second] = [new EventEmitter(), new EventEmitter()]
  held.until(first)(6)
  const hold = held.until(second)
  expect(() => hold(5)).toThrow(TooBusyError)
  first.emit('close')
  expect(told).toBe(0)
  expect(() => hold(10)).not.toThrow()
  second.emit('close')
  expect(told).toBe(0)
})

test('an aborted body leaves nothing behind', async () => {
  const heldBytes = async () => {
    // the numbers are made anew once a second
    await sleep(1100)
    const { body } = await app.inject({ url: '/metrics' })
    return Number(/^collector_receiving_bytes (\d+)$/m.exec(body)?.[1])
  }
  const slow = sendBytes(port, post('{"a":1}').subarray(0, -3), { patienceMs: 3000 })
  expect(await heldBytes()).toBe(4)
  await slow
  await sendBytes(port, post('{"a":1}').subarray(0, -3), { ends: true })
  await sendBytes(port, post('{"a":'), { ends: true })
  expect(await heldBytes()).toBe(0)
  const { n } = await storage.db
    .selectFrom('debugData')
    .select(({ fn }) => fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow()
  expect(Number(n)).toBe(0)
})
