import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { hasPgbouncer, startPgbouncer } from '@collector/testing/pgbouncer'
import { startPostgres, type TestPostgres } from '@collector/testing/postgres'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryDir } from './support/databases.ts'
import { asRole, inDatabase, isDown, isUp, serve } from './support/serve.ts'

const questions = ['submissions', 'overview', 'metrics/lcp', 'errors', 'referrers', 'export']
let server: TestPostgres
let url: string
beforeAll(async () => {
  const dir = await temporaryDir()
  const [key, certificate] = [join(dir, 'key.pem'), join(dir, 'certificate.pem')]
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-subj', '/CN=localhost']
  execFileSync('openssl', ['req', '-x509', ...made], { stdio: 'ignore' })
  execFileSync('chmod', ['755', dir])
  // readable for the server's user and, as it insists, for nobody else
  if (process.getuid?.() === 0) execFileSync('chown', ['postgres', key, certificate])
  execFileSync('chmod', ['600', key])
  server = await startPostgres(['-c', 'ssl=on', '-c', `ssl_key_file=${key}`, '-c', `ssl_cert_file=${certificate}`])
  url = await server.createDatabase()
})
afterAll(() => server?.remove())

const nameOf = (dbUrl: string) => new URL(dbUrl).pathname.slice(1)
const at = (name: string) => new URL(`/${name}`, url).href

test('defaults of the database and of its role do not change answers', async () => {
  const dbUrl = await server.createDatabase()
  const settings = [
    "datestyle = 'German, DMY'",
    "intervalstyle = 'sql_standard'",
    "timezone = 'Asia/Kathmandu'",
    'standard_conforming_strings = off',
    'bytea_output = escape',
    'extra_float_digits = -5',
    'array_nulls = off',
    "default_transaction_isolation = 'serializable'",
    'statement_timeout = 1',
    'lock_timeout = 1',
    'jit = on',
  ]
  await inDatabase(
    dbUrl,
    "create role odd superuser login password 'secret'",
    ...settings.map((setting) => `alter database ${nameOf(dbUrl)} set ${setting}`),
    "alter role odd set datestyle = 'SQL, MDY'",
  )
  for (const address of [dbUrl, `${asRole(dbUrl, 'odd')}?options=-c%20datestyle%3DSQL`]) {
    const { storage, post, read, says, close } = await serve({ dbUrl: address })
    await storage.ready
    expect(await post()).toBe(200)
    for (const question of questions) expect(await read(question), question).toBe(200)
    expect(await says()).toEqual(isUp)
    for (const db of [storage.db, storage.unlimitedDb]) {
      const { rows } = await sql`select current_setting('datestyle') as style, current_setting('jit') as jit,
        current_setting('default_transaction_isolation') as isolation, pg_sleep(0.01)`.execute(db)
      expect(rows).toMatchObject([{ style: expect.stringContaining('ISO'), jit: 'off', isolation: 'read committed' }])
    }
    await close()
  }
})

test.skipIf(!hasPgbouncer)(
  'through PgBouncer, which refuses a start with most settings, those that matter are sent',
  async () => {
    const pooler = await startPgbouncer(server.port)
    const name = nameOf(await server.createDatabase())
    await inDatabase(url, `alter database ${name} set datestyle = 'German, DMY'`)
    const { storage, post, read, says, close } = await serve({ dbUrl: pooler.url.replace('/postgres?', `/${name}?`) })
    await storage.ready
    expect(await post()).toBe(200)
    for (const question of questions) expect(await read(question), question).toBe(200)
    expect(await says()).toEqual(isUp)
    await close()
    await pooler.stop()
  },
)

describe('a start that has to wait logs the reason and continues by itself', () => {
  interface Start {
    name: string
    reason: string
    before: string[]
    address: () => string
    mends: string[]
    /** Where `mends` is run. */
    in?: string
  }

  const starts: Start[] = [
    {
      name: 'an encoding that cannot hold every text',
      reason: "the database's encoding is LATIN1; Collector needs UTF8",
      before: ["create database latin encoding 'LATIN1' locale 'C' template template0"],
      address: () => at('latin'),
      mends: ['drop database latin with (force)', "create database latin encoding 'UTF8' template template0"],
    },
    {
      name: 'an encoding of Windows',
      reason: "the database's encoding is WIN1252; Collector needs UTF8",
      before: ["create database windows encoding 'WIN1252' locale 'C' template template0"],
      address: () => at('windows'),
      mends: ['drop database windows with (force)', "create database windows encoding 'UTF8' template template0"],
    },
    {
      name: 'a role that may not create tables, the default since PostgreSQL 15',
      reason: 'permission denied for schema public; the role must own the tables',
      before: ['create database bare', "create role bare login password 'secret'"],
      address: () => asRole(at('bare'), 'bare'),
      mends: ['grant create on schema public to bare'],
      in: 'bare',
    },
    {
      name: 'tables of another role, as after restoring a back-up',
      reason: 'permission denied for table kysely_migration',
      before: ['create database restored', "create role guest login password 'secret'"],
      address: () => asRole(at('restored'), 'guest'),
      mends: [
        'grant all on all tables in schema public to guest',
        'grant all on all sequences in schema public to guest',
      ],
      in: 'restored',
    },
    {
      name: 'a database that is not there',
      reason: 'database "missing" does not exist; create database',
      before: [],
      address: () => at('missing'),
      mends: ["create database missing encoding 'UTF8' template template0"],
    },
  ]

  test.each(starts)('$name', async ({ reason, before, address, mends, in: place }) => {
    await inDatabase(url, ...before)
    if (place === 'restored') {
      const { storage, close } = await serve({ dbUrl: at(place) })
      await storage.ready
      await close()
    }
    const { storage, post, says, log, close } = await serve({ dbUrl: address() })
    await expect.poll(log).toContain(`The database cannot be used yet (${reason}`)
    expect(await says()).toEqual(isDown)
    expect(await post()).toBe(503)
    expect(log()).not.toContain('current transaction is aborted')
    await inDatabase(place ? at(place) : url, ...mends)
    await storage.ready
    expect(await post()).toBe(200)
    await expect.poll(says).toEqual(isUp)
    await close()
  })

  test('a self-signed certificate is named in the log', async () => {
    const { log, close } = await serve({ dbUrl: `${url}?sslmode=require` })
    await expect.poll(log).toContain('self-signed certificate')
    expect(log()).toContain('add sslrootcert=FILE to its address, or sslmode=no-verify')
    await close()
    const trusting = await serve({ dbUrl: `${url}?sslmode=no-verify` })
    await trusting.storage.ready
    await trusting.close()
  })
})

test('a failed transaction reports its first error', async () => {
  const { storage, close } = await serve({ dbUrl: url })
  await storage.ready
  const failing = storage.db.transaction().execute(async (trx) => {
    await sql`select 1 / 0`.execute(trx).catch(() => {})
    await sql`select 1`.execute(trx)
  })
  await expect(failing).rejects.toMatchObject({ message: 'division by zero', code: '22012' })
  // it is told once
  const next = storage.db.transaction().execute((trx) => sql`select * from nowhere`.execute(trx))
  await expect(next).rejects.toMatchObject({ code: '42P01' })
  await close()
})

test('a connection that lost its prepared statements is replaced', async () => {
  const { storage, post, close } = await serve({ dbUrl: url })
  await storage.ready
  expect(await post()).toBe(200)
  await sql`deallocate all`.execute(storage.db)
  const statuses = [await post(), await post(), await post()]
  expect(statuses.at(-1)).toBe(200)
  await close()
})

describe('a role with few connections', () => {
  test.each([2, 4])(
    'with %i connections posts and questions wait for their turn, and health is good',
    async (limit) => {
      const role = `few_${limit}`
      const dbUrl = await server.createDatabase()
      await inDatabase(
        dbUrl,
        `create role ${role} login password 'secret' connection limit ${limit}`,
        `grant all on schema public to ${role}`,
      )
      const { storage, post, read, says, close } = await serve({ dbUrl: asRole(dbUrl, role) })
      await storage.ready
      const asked: Promise<unknown>[] = []
      for (let n = 0; n < 40; n++) asked.push(post(), read('overview'), read('errors'))
      await expect.poll(says).toEqual(isUp)
      expect(new Set(await Promise.all(asked))).toEqual(new Set([200]))
      expect(await says()).toEqual(isUp)
      await close()
    },
  )
})
