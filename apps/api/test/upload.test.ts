import { readdir, writeFile } from 'node:fs/promises'
import type { Frame } from '@collector/schema'
import { collectorSourceMaps } from '@collector/sdk/vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { get, post } from './support/apps.ts'
import { buildShop } from './support/build-shop.ts'
import { buildTestApp, testToken } from './support/build-test-app.ts'
import { engines, temporaryDir } from './support/databases.ts'
import { killServers, runServer } from './support/run-server.ts'

let app: Awaited<ReturnType<typeof buildTestApp>>
let close: () => Promise<void>

beforeAll(async () => {
  const { storage } = await (engines.at(-1) as (typeof engines)[0]).open()
  app = await buildTestApp(storage, { BASE_PATH: '/collector' })
  await app.listen({ port: 0, host: '127.0.0.1' })
  close = async () => {
    await app.close()
    await storage.close()
  }
})
afterAll(async () => {
  killServers()
  await close()
})

const address = () => `http://127.0.0.1:${(app.server.address() as { port: number }).port}/collector`

/** Runs `collector upload` as a process of its own. */
async function upload(args: string[], env: Record<string, string> = { COLLECTOR_TOKEN: testToken }) {
  const { output, exitCode } = await runServer(env, ['upload', ...args])
  return { exitCode: await exitCode, ...output }
}

/** Stores an error of a page and returns its frames. */
async function framesOf(error: object, release?: string): Promise<Frame[]> {
  const id = await post(app, { page: { url: 'https://shop.example/' }, app: { release }, errors: [error] })
  return (await get(app, `/api/submissions/${id}/errors`)).items[0].frames
}

test('collector upload sends the maps of a build, says what became of each, and deletes them if asked to', async () => {
  const shop = await buildShop({ entryFileNames: 'app.js' })
  await writeFile(`${shop.dir}/lost.js`, 'x\n//# sourceMappingURL=../../outside.js.map')
  await writeFile(`${shop.dir}/empty.css`, 'a{}')
  await writeFile(`${shop.dir}/empty.css.map`, '{"version":3,"sources":["a.css"],"mappings":""}')
  const args = [shop.dir, '--url', address(), '--release', '1.4.2']

  const first = await upload(args)
  expect(first.exitCode, first.stderr).toBe(0)
  const lines = first.stdout
    .trim()
    .split('\n')
    .map((line) => line.split(/ {2,}/))
  expect(lines).toEqual([
    ['FILE', 'SOURCE MAP', 'DEBUG ID', 'RESULT'],
    ['app.js', 'app.js.map', expect.stringMatching(/^[\da-f-]{36}$/), 'stored'],
    ['empty.css', expect.stringContaining('no sourcesContent')],
    ['lost.js', 'no source map: let the build write one'],
  ])
  expect(first.stderr).toContain('1 of 3: app.js')

  const frames = await framesOf(shop.fail(), '1.4.2')
  expect(frames.map((frame) => frame.function)).toEqual(['Cart.total', 'applyDiscount', 'payOrder', 'pay'])

  const again = await upload([...args, '--delete-maps'])
  expect([again.exitCode, again.stdout]).toEqual([0, expect.stringMatching(/app\.js .* known\n/)])
  expect((await readdir(shop.dir)).filter((name) => name.endsWith('.map'))).toEqual(['empty.css.map'])
})

test('collector upload takes debug ids of map, script and Sentry, and maps inside scripts', async () => {
  const dir = await temporaryDir()
  const map = { version: 3, sources: ['a.ts'], sourcesContent: ['throw 1'], names: [], mappings: 'AAAA' }
  const id = (n: number) => `0f8fad5b-d9cb-469f-a165-7086772895${n}e`
  const inline = `data:application/json;base64,${Buffer.from(JSON.stringify({ ...map, file: 'i' })).toString('base64')}`
  const files: Record<string, string> = {
    'a.js': '1\n//# sourceMappingURL=renamed.json',
    'renamed.json': JSON.stringify({ ...map, debugId: id(1) }),
    'b.mjs': `1\n//# debugId=${id(2)}\n//# sourceMappingURL=b.mjs.map`,
    'b.mjs.map': JSON.stringify({ ...map, file: 'b' }),
    'c.js': `(e._sentryDebugIds=e._sentryDebugIds||{})[n]="${id(3)}"`,
    'c.js.map': JSON.stringify({ ...map, debug_id: id(4) }),
    'd.css': `a{}/*# sourceMappingURL=${inline} */`,
  }
  for (const [name, text] of Object.entries(files)) await writeFile(`${dir}/${name}`, text)
  const { stdout, exitCode, stderr } = await upload([dir, '--url', `${address()}/`, '--token', testToken], {})
  expect(exitCode, stderr).toBe(0)
  expect(
    stdout
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(/ {2,}/).slice(0, 3)),
  ).toEqual([
    ['a.js', 'renamed.json', id(1)],
    ['b.mjs', 'b.mjs.map', id(2)],
    ['c.js', 'c.js.map', id(3)],
    ['d.css', '(in the file)', expect.stringMatching(/^[\da-f-]{36}$/)],
  ])
})

test('the plugin uploads the maps of a build, whose script tells its debug id', async () => {
  const plugin = (token: string) => collectorSourceMaps({ url: address(), token })
  const shop = await buildShop({ entryFileNames: 'same.js', plugins: [plugin(testToken)], extraFunctions: 2 })
  expect((await readdir(shop.dir)).sort()).toEqual(['same.js'])
  // without the id the two could not be distinguished: neither name nor release differs
  const other = await buildShop({ entryFileNames: 'same.js', plugins: [plugin(testToken)], extraFunctions: 5 })
  for (const { fail } of [shop, other]) {
    const frames = await framesOf(fail('https://shop.example/same.js'))
    expect(frames.map((frame) => frame.function)).toEqual(['Cart.total', 'applyDiscount', 'payOrder', 'pay'])
  }
  await expect(buildShop({ plugins: [plugin('wrong')] })).rejects.toThrow('answers 401')
})

test('collector upload fails in one line where nothing can be uploaded', async () => {
  const empty = await temporaryDir()
  const { dir } = await buildShop()
  const cases: [string[], Record<string, string>, string][] = [
    [[empty, '--url', address()], { COLLECTOR_TOKEN: testToken }, `no source map of ${empty} was stored`],
    [[dir, '--url', address()], { COLLECTOR_TOKEN: 'wrong' }, 'answers 401: the access token is wrong'],
    [[dir, '--url', 'http://127.0.0.1:9'], { COLLECTOR_TOKEN: 'x' }, 'http://127.0.0.1:9 cannot be reached'],
    [[dir, '--url', address()], {}, 'COLLECTOR_TOKEN must be'],
    [[dir], { COLLECTOR_TOKEN: 'x' }, '--url must be'],
    [['--url', address()], { COLLECTOR_TOKEN: 'x' }, 'name the directory'],
    [[`${dir}/none`, '--url', address()], { COLLECTOR_TOKEN: 'x' }, 'cannot be read'],
  ]
  for (const [args, env, message] of cases) {
    const { exitCode, stderr } = await upload(args, env)
    expect([exitCode, stderr.trim().split('\n').at(-1)]).toEqual([1, expect.stringContaining(message)])
  }
})
