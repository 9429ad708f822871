import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres, startReplica, type TestPostgres } from '@collector/testing/postgres'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryDir } from './support/databases.ts'
import { asRole, inDatabase, isDown, isUp, serve } from './support/serve.ts'

let server: TestPostgres
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server?.remove())

const nameOf = (url: string) => new URL(url).pathname.slice(1)
const terminate = (url: string) =>
  `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${nameOf(url)}' and pid <> pg_backend_pid()`

/** Makes the tables, as an operator may do with another role than the one that serves. */
async function databaseWithTables(): Promise<string> {
  const url = await server.createDatabase()
  const { storage, close } = await serve({ dbUrl: url })
  await storage.ready
  await close()
  return url
}

interface State {
  name: string
  /** Expected text in the log. */
  reason: string
  role?: string
  before?: string[]
  breaks: (url: string) => string[]
  mends: (url: string) => string[]
  /** Nothing is known of it before something is to be stored. */
  isFoundByStoring?: boolean
}

const states: State[] = [
  {
    name: 'read-only',
    reason: 'the database is read-only',
    breaks: (url) => [`alter database ${nameOf(url)} set default_transaction_read_only = on`, terminate(url)],
    mends: (url) => [
      'set default_transaction_read_only = off',
      `alter database ${nameOf(url)} set default_transaction_read_only = off`,
    ],
  },
  {
    name: 'a right that was taken away',
    reason: 'the role teller lacks rights: insert, delete on facts',
    role: 'teller',
    before: [
      "create role teller login password 'secret'",
      'grant all on all tables in schema public to teller',
      'grant all on all sequences in schema public to teller',
    ],
    breaks: () => ['revoke insert, delete on facts from teller'],
    mends: () => ['grant insert, delete on facts to teller'],
    isFoundByStoring: true,
  },
  {
    name: 'a right to a sequence that was taken away',
    reason: 'the role numberer lacks rights: usage on public.debug_data_id_seq',
    role: 'numberer',
    before: [
      "create role numberer login password 'secret'",
      'grant all on all tables in schema public to numberer',
      'grant all on all sequences in schema public to numberer',
    ],
    breaks: () => ['revoke all on sequence debug_data_id_seq from numberer'],
    mends: () => ['grant usage on sequence debug_data_id_seq to numberer'],
    isFoundByStoring: true,
  },
  {
    name: 'a table that is away',
    reason: 'relation "facts" does not exist',
    breaks: () => ['alter table facts rename to elsewhere'],
    mends: () => ['alter table elsewhere rename to facts'],
    isFoundByStoring: true,
  },
  {
    name: 'a password that was changed',
    reason: 'password authentication failed for user "changing"',
    role: 'changing',
    before: ["create role changing superuser login password 'secret'"],
    breaks: (url) => ["alter role changing password 'other'", terminate(url)],
    mends: () => ["alter role changing password 'secret'"],
  },
]

describe('health, readiness, the metric and the log name the fault until it is fixed', () => {
  test.each(states)('$name', async ({ reason, role, before = [], breaks, mends, isFoundByStoring }) => {
    const url = await databaseWithTables()
    await inDatabase(url, ...before)
    const { storage, post, says, log, close } = await serve({ dbUrl: role ? asRole(url, role) : url })
    await storage.ready
    expect(await post()).toBe(200)
    expect(await says()).toEqual(isUp)

    await inDatabase(url, ...breaks(url))
    if (!isFoundByStoring) await expect.poll(says).toEqual(isDown)
    expect(await post()).toBe(503)
    await expect.poll(says).toEqual(isDown)
    expect(log()).toContain(reason)

    await inDatabase(url, ...mends(url))
    // a process that gets no posts meanwhile comes back by itself
    await expect.poll(says).toEqual(isUp)
    await expect.poll(() => post()).toBe(200)
    await close()
  })

  test('a server that hangs (kill -STOP) is reported until it continues', async () => {
    const stopped = await startPostgres()
    const { storage, post, says, log, close } = await serve({ dbUrl: await stopped.createDatabase() })
    await storage.ready
    expect(await post()).toBe(200)
    const first = readFileSync(join(stopped.databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0] as string
    const others = execFileSync('ps', ['-o', 'pid=', '--ppid', first]).toString().trim().split(/\s+/)
    const signal = (name: string) => execFileSync('kill', [name, first, ...others])
    signal('-STOP')
    try {
      await expect.poll(says).toEqual(isDown)
      expect(log()).toMatch(/Unhealthy: (no answer within 1500 ms|Query read timeout|.* due to connection timeout)/)
    } finally {
      signal('-CONT')
    }
    await expect.poll(says).toEqual(isUp)
    await expect.poll(() => post()).toBe(200)
    await close()
    await stopped.remove()
  })
})

test('health is good while a migration locks the table of raw texts', async () => {
  const dbUrl = await databaseWithTables()
  const { storage, says, close } = await serve({ dbUrl })
  await storage.ready
  const migration = new pg.Client({ connectionString: dbUrl })
  await migration.connect()
  await migration.query('begin; lock table debug_data in access exclusive mode')
  expect(await says()).toEqual(isUp)
  await migration.end()
  await close()
})

test('a server that takes seconds to open a connection is waited for', async () => {
  const dbUrl = await databaseWithTables()
  const address = createServer(async (socket) => {
    socket.on('error', () => {})
    await sleep(2000)
    const onward = connect(server.port, '127.0.0.1')
    onward.on('error', () => socket.destroy())
    socket.pipe(onward).pipe(socket)
  }).listen(0, '127.0.0.1')
  await once(address, 'listening')
  const { port } = address.address() as AddressInfo
  const { storage, post, close } = await serve({ dbUrl: dbUrl.replace(/:\d+\//, `:${port}/`) })
  await storage.ready
  expect(await post()).toBe(200)
  await close()
  address.close()
})

test('connections to a standby are dropped when its address leads to the primary, under load too', async () => {
  const primary = await startPostgres()
  const dbUrl = await primary.createDatabase()
  const made = await serve({ dbUrl })
  await made.storage.ready
  await made.close()
  const standby = await startReplica(primary)
  let port = Number(new URL(standby.url('x')).port)
  const sockets = new Set<Socket>()
  const address = createServer((socket) => {
    const onward = connect(port, '127.0.0.1')
    sockets.add(socket).add(onward)
    socket.pipe(onward).pipe(socket)
    socket.on('error', () => onward.destroy())
    onward.on('error', () => socket.destroy())
  }).listen(0, '127.0.0.1')
  await once(address, 'listening')
  const url = dbUrl.replace(/:\d+\//, `:${(address.address() as AddressInfo).port}/`)
  const { storage, post, says, log, close } = await serve({ dbUrl: url })
  await storage.ready
  await expect.poll(says).toEqual(isDown)
  expect(log()).toContain('the server is a standby')

  // so that a connection that several share is never given back for want of use
  let isPosting = true
  const statuses: number[] = []
  const posting = Array.from({ length: 8 }, async () => {
    while (isPosting) statuses.push(await post())
  })
  await expect.poll(() => statuses.length).toBeGreaterThan(50)
  expect(new Set(statuses)).toEqual(new Set([503]))
  port = primary.port
  await expect.poll(() => statuses.at(-1)).toBe(200)
  await expect.poll(says).toEqual(isUp)
  isPosting = false
  await Promise.all(posting)

  await close()
  for (const socket of sockets) socket.destroy()
  address.close()
  await standby.remove()
  await primary.remove()
})

describe('a full disk', () => {
  const dirs: string[] = []
  afterAll(async () => {
    for (const dir of dirs) {
      execFileSync('umount', ['-l', dir])
      await rm(dir, { recursive: true, force: true })
    }
  })

  /** A small disk in memory. Skips the test where mounting one is not permitted. */
  async function smallDisk(skip: (note: string) => void, megabytes: number) {
    const dir = join(await temporaryDir(), 'disk')
    await mkdir(dir)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir], { stdio: 'ignore' })
    } catch {
      skip('mounting a file system is not permitted here')
    }
    dirs.push(dir)
    return dir
  }

  async function expectSaid({ storage, post, says, log, close }: Awaited<ReturnType<typeof serve>>, dir: string) {
    await storage.ready
    expect(await post()).toBe(200)
    // nearly full, of something else
    const { bavail, bsize } = await statfs(dir)
    const filling = join(dir, 'filling')
    await writeFile(filling, Buffer.alloc(bavail * bsize - 2_000_000))
    const statuses: number[] = []
    while (statuses.at(-1) !== 503 && statuses.length < 20) statuses.push(await post(600_000))
    expect(statuses.at(-1)).toBe(503)
    expect(log()).toMatch(/No space left on device/)
    await expect.poll(says).toEqual(isDown)
    await rm(filling)
    await expect.poll(says).toEqual(isUp)
    expect(await post(600_000)).toBe(200)
    await close()
  }

  test('of the embedded database is reported until there is room', async ({ skip }) => {
    const dir = await smallDisk(skip, 100)
    await expectSaid(await serve({ dataDir: dir }), dir)
  }, 180_000)

  test('of a tablespace of a server is reported until there is room', async ({ skip }) => {
    const dir = await smallDisk(skip, 40)
    execFileSync('chown', ['--reference', server.databaseDir, dir])
    execFileSync('chmod', ['755', join(dir, '..')])
    const url = await server.createDatabase()
    await inDatabase(url, `create tablespace small location '${dir}'`, 'create database on_small tablespace small')
    await expectSaid(await serve({ dbUrl: new URL('/on_small', url).href }), dir)
    await inDatabase(url, 'drop database on_small', 'drop tablespace small')
  })
})
