import { spawn } from 'node:child_process'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { alertSenders } from '../src/alerts/alert-senders.ts'
import { deliverDue } from '../src/alerts/deliver.ts'
import { readConfig } from '../src/config.ts'
import type { Storage } from '../src/storage/storage.ts'
import { get, post } from './support/apps.ts'
import { buildTestApp } from './support/build-test-app.ts'
import { createPostgresDatabase, engines, opened } from './support/databases.ts'
import { addDueAlerts, addWebhook } from './support/pending-alerts.ts'

/** Kills of the test; fifty take about two minutes. */
const kills = Number(process.env['KILLS'] ?? 6)
const servers: Server[] = []
const storages: Storage[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
  for (const storage of storages.splice(0)) await storage.close()
})

async function serve(listener: RequestListener, host = '127.0.0.1'): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  return `http://${host}:${(server.address() as AddressInfo).port}/hook`
}

test('a process that is killed while it sends loses no message, and repeats at most the one that it was sending', async () => {
  const dbUrl = await createPostgresDatabase()
  const { storage } = await opened({ dbUrl, dataDir: '', skipDb: false })
  storages.push(storage)
  const received: string[] = []
  let kill: (() => void) | undefined
  const url = await serve(async (request, response) => {
    await request.toArray()
    received.push(String(request.headers['x-collector-delivery']))
    kill?.()
    response.end()
  })
  const channelId = await addWebhook(storage.db, url)
  const ids: string[] = []
  const script = fileURLToPath(new URL('./support/deliver-alerts.ts', import.meta.url))
  const start = () => spawn(process.execPath, [script], { env: { ...process.env, DB_URL: dbUrl }, stdio: 'inherit' })
  const cut: string[] = []
  const left = () => storage.db.selectFrom('alertDeliveries').select('eventId').where('state', '<>', 'sent').execute()
  for (let n = 0; n < kills; n++) {
    ids.push(...(await addDueAlerts(storage.db, [channelId], 8 - (await left()).length)))
    const child = start()
    const dead = new Promise((resolve) => child.once('exit', resolve))
    // before the answer, and at moments after it, in which the next may be on its way
    const afterMs = (n * 3) % 20
    kill = () => {
      kill = undefined
      if (afterMs === 0) child.kill('SIGKILL')
      else setTimeout(() => child.kill('SIGKILL'), afterMs)
    }
    await dead
    cut.push(received.at(-1) as string)
    // hours later: the claims of the dead process have expired, and so has the limit of an hour
    const hoursAgo = new Date(Date.now() - 7_200_000)
    await storage.db.updateTable('alertDeliveries').set({ dueAt: hoursAgo }).where('state', '=', 'sending').execute()
    await storage.db.updateTable('alertDeliveries').set({ sentAt: hoursAgo }).where('state', '=', 'sent').execute()
  }
  const last = start()
  await expect.poll(left).toEqual([])
  last.kill('SIGKILL')

  expect(new Set(received)).toEqual(new Set(ids))
  const repeated = received.filter((id, index) => received.indexOf(id) !== index)
  expect(cut).toEqual(expect.arrayContaining(repeated))
  expect(repeated.length).toBeLessThanOrEqual(kills)
  for (const id of new Set(repeated)) {
    const cuts = cut.filter((one) => one === id).length
    expect(received.filter((one) => one === id).length).toBeLessThanOrEqual(1 + cuts)
  }
})

test('channels that hang, fail, redirect, became private or answer without end say so, while submissions are stored', async () => {
  const [engine] = engines
  if (!engine) return
  const { storage } = await engine.open()
  storages.push(storage)
  const app = await buildTestApp(storage, { RATE_LIMIT_PER_MINUTE: '0' })
  const allowed = '127.0.0.2'
  const reached: string[] = []
  const secret = await serve((request, response) => {
    reached.push(request.url ?? '')
    response.end()
  })
  let sentBytes = 0
  const endless: RequestListener = (_request, response) => {
    const chunk = 'x'.repeat(65_536)
    const write = () => {
      while (sentBytes < 1e9 && response.write(chunk)) sentBytes += chunk.length
    }
    response.writeHead(500).on('drain', write)
    write()
  }
  const urls = [
    await serve(() => {}, allowed),
    await serve((_request, response) => response.writeHead(500).end('it broke'), allowed),
    await serve((_request, response) => response.writeHead(302, { location: secret }).end(), allowed),
    secret.replace('127.0.0.1', 'localhost'),
    await serve(endless, allowed),
    await serve((_request, response) => response.end(), allowed),
  ]
  const channelIds: number[] = []
  for (const url of urls) channelIds.push(await addWebhook(storage.db, url))
  await addDueAlerts(storage.db, channelIds, 1)

  const env = { ALERT_ALLOWED_NETWORKS: `${allowed}/32` }
  const delivering = deliverDue(storage.db, {
    ...alertSenders(await readConfig(env)),
    publicUrl: async () => undefined,
  })
  let isOver = false
  delivering.finally(() => {
    isOver = true
  })
  let stored = 0
  while (!isOver) {
    await Promise.all(Array.from({ length: 20 }, () => post(app, { page: { url: 'https://shop.example/' } })))
    stored += 20
    await sleep(100)
  }
  await delivering
  expect((await get(app, '/api/submissions/count')).count).toBe(stored)
  const { items } = await get(app, '/api/alerts/channels')
  expect(items.map(({ lastError }: { lastError: string | null }) => lastError)).toEqual([
    `no answer from ${allowed} within 10 s`,
    `${allowed} answered 500: it broke`,
    `${allowed} answered 302, a redirect, which is not followed`,
    expect.stringMatching(/^localhost is (127\.0\.0\.1|::1), which is not public/),
    expect.stringMatching(new RegExp(`^${allowed} answered 500: x{200}$`)),
    null,
  ])
  expect(reached).toEqual([])
  expect(sentBytes).toBeLessThan(50_000_000)
  await app.close()
})
