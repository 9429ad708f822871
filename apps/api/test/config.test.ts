import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { environmentNames, readConfig } from '../src/config.ts'

test('.env.example names every setting, and its values are the defaults', async () => {
  const text = await readFile(new URL('../../../.env.example', import.meta.url), 'utf8')
  const settings = [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value] as const)
  expect(settings.map(([name]) => name).sort()).toEqual([...environmentNames].sort())
  expect(await readConfig(Object.fromEntries(settings))).toEqual(await readConfig({}))
})

test.each([
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['DB_URL', 'mysql://user:secret@host/db'],
  ['READ_DB_URL', 'postgres://user:secret@replica/db'],
  ['IP_MODE', 'some'],
  ['ALLOWED_ORIGINS', 'example.com'],
  ['TRUST_PROXY', '10.0.0.0/99'],
  ['TRUST_PROXY', '999.1.1.1'],
  ['TRUSTED_USER_HEADER', 'Remote User'],
  ['TRUSTED_USER_HEADER', 'Remote-User'],
  ['RETENTION_DAYS', '0'],
  ['RETENTION_DAYS', '1.5'],
  ['MAX_BODY_BYTES', '1e3x'],
  ['MAX_BODY_BYTES', '-1'],
  ['LOG_LEVEL', 'loud'],
  ['COLLECT_PATH', 'c'],
  ['BASE_PATH', 'collector'],
  ['BASE_PATH', '//evil.example'],
  ['BASE_PATH', '/a b'],
  ['PATH_PATTERNS', 'blog/:slug'],
  ['CHECK_HOSTS', 'cdn.example; script-src *'],
  ['CHECK_HOSTS', 'cdn.example,cdn.example:99999'],
  ['CHECK_FRAME_URL', 'collector.example.net'],
  ['PATH_PATTERNS', '/blog/:slug /a'],
])('%s=%s is refused by one line that names the variable and hides secrets', async (name, value) => {
  const message = await readConfig({ [name]: value }).catch((error: Error) => error.message)
  expect(message).toMatch(new RegExp(`^${name} must be [^\\n]+$`))
  expect(message).not.toMatch(/secret/)
})

test.each([
  ['IP_MODE', 'some', 'IP_MODE must be full, truncated or none; it is "some"'],
  ['ALLOWED_ORIGINS', 'example.com', 'ALLOWED_ORIGINS must be * or origins'],
  ['TRUST_PROXY', '999.1.1.1', 'TRUST_PROXY must be addresses or networks'],
  ['COLLECT_PATH', 'collect', 'COLLECT_PATH must be a path'],
])('%s=%s is refused with what is right', async (name, value, message) => {
  await expect(readConfig({ [name]: value })).rejects.toThrow(message)
})

test.each(['p@s/s:w#r?d', 'secret#1', 'secret/1', 'secret?1', '1/secret', '1#secret'])(
  'a password that is not percent-encoded, %s, is refused with the way to write it, and stays out of the message',
  async (password) => {
    const address = `postgres://user:${password}@host:5432/database`
    const message = await readConfig({ DB_URL: address }).catch((error: Error) => error.message)
    expect(message).toMatch(/^DB_URL cannot be read: percent-encode the password in it/)
    expect(message).not.toMatch(/secret|p@s/)
  },
)

test.each([
  `postgres://user:${encodeURIComponent('p@s/s:w#r?d%&+ ü')}@host:5432/database`,
  'postgres://user:with@sign@host/database',
  'postgres://user@/database?host=/var/run/postgresql',
  'postgres:///database?host=/var/run/postgresql',
  'postgres://user:secret@[::1]:5432/database?options=-c%20search_path%3Dx',
])('%s is read', async (address) => {
  expect((await readConfig({ DB_URL: address })).dbUrl).toBe(address)
})

test('flags override the environment', async () => {
  expect(await readConfig({ PORT: '1', HOST: 'a' }, { port: '2', host: 'b', skipDb: true })).toMatchObject({
    port: 2,
    host: 'b',
    skipDb: true,
  })
})
