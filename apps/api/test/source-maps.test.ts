import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Frame } from '@collector/schema'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { deleteUnusedMaps } from '../src/source-maps/delete-unused-maps.ts'
import { type Apps, bearer, get, post, startApps } from './support/apps.ts'
import { type BuiltShop, buildShop } from './support/build-shop.ts'
import { buildTestApp } from './support/build-test-app.ts'
import { engines } from './support/databases.ts'

const debugId = '0f8fad5b-d9cb-469f-a165-70867728950e'

/** A map of one source, whose third line is where column 1 of the script is. */
function simpleMap(source = 'cart.ts', members: object = {}) {
  return {
    version: 3,
    sources: [`../../src/${source}`],
    sourcesContent: ['// one\n// two\nthrow new Error()\n'],
    names: [],
    mappings: 'AAEA',
    ...members,
  }
}

describe.each(engines)('$name', (engine) => {
  const apps = startApps(engine)

  async function put(
    query: Record<string, string>,
    map: unknown,
    headers: Record<string, string> = {},
    app: Apps['app'] = apps.app,
  ) {
    const json = typeof map === 'string' ? map : JSON.stringify(map)
    return app.inject({
      method: 'PUT',
      url: '/api/source-maps',
      query,
      headers: { ...bearer, 'content-type': 'application/json', ...headers },
      payload: headers['content-encoding'] === 'gzip' ? gzipSync(json) : json,
    })
  }

  test('stores a map once, lists and deletes it', async () => {
    const map = simpleMap('cart.ts', { debugId: debugId.toUpperCase() })
    const first = await put({ name: '/assets/app.js?v=1', release: '1.4.2' }, map, { 'content-encoding': 'gzip' })
    expect(first.json()).toEqual({ stored: true, debugId, sources: 1 })
    expect((await put({ name: '/assets/app.js', release: '1.4.2' }, map)).json().stored).toBe(false)
    const own = await put({ name: 'https://cdn.example/b.js' }, simpleMap('b.ts'))
    expect(own.json()).toMatchObject({ stored: true, debugId: expect.stringMatching(/^[\da-f-]{36}$/) })

    const { items, nextCursor } = await get(apps.app, '/api/source-maps?limit=1')
    expect(items).toMatchObject([{ name: 'https://cdn.example/b.js', release: null, lastUsedAt: null }])
    const rest = await get(apps.app, `/api/source-maps?limit=1&cursor=${nextCursor}`)
    expect(rest).toMatchObject({ items: [{ name: '/assets/app.js', debugId, release: '1.4.2' }], nextCursor: null })
    expect(rest.items[0].bytes).toBe(JSON.stringify(map).length)

    for (const { id } of [...items, ...rest.items]) {
      const remove = () => apps.app.inject({ method: 'DELETE', url: `/api/source-maps/${id}`, headers: bearer })
      expect((await remove()).statusCode).toBe(204)
      expect((await remove()).statusCode).toBe(404)
    }
    expect((await put({ name: '/assets/app.js' }, map)).json().stored).toBe(true)
  })

  test('refuses what is no source map and says why', async () => {
    const refused: [unknown, string][] = [
      ['', 'not JSON'],
      ['{"version":3', 'not JSON'],
      [[], 'must be an object'],
      [simpleMap('a', { version: 2 }), 'must have version 3'],
      [simpleMap('a', { sources: undefined }), 'must have sources'],
      [simpleMap('a', { mappings: 7 }), 'must have mappings'],
      [simpleMap('a', { sourcesContent: undefined }), 'no sourcesContent'],
      [simpleMap('a', { sourcesContent: [null] }), 'no sourcesContent'],
      [{ version: 3, sections: [{ offset: { line: 0, column: 0 }, url: 'x' }] }, 'the map of a section'],
    ]
    for (const [map, message] of refused) {
      const answer = await put({ name: '/app.js' }, map)
      expect([answer.statusCode, answer.json().message]).toEqual([400, expect.stringContaining(message)])
    }
    const addresses: [Record<string, string>, string][] = [
      [{}, 'must have required properties name'],
      [{ name: '/a.js', debugId: 'x' }, 'debugId must be a UUID'],
      [{ name: '\0' }, 'name must match'],
      [{ name: '/a.js', release: '\0' }, 'release must match'],
      [{ name: '/a.js', deubgId: 'x' }, 'unknown query parameter deubgId'],
    ]
    for (const [query, message] of addresses) {
      const answer = await put(query, simpleMap())
      expect([answer.statusCode, answer.json().message.startsWith(message)]).toEqual([400, true])
    }
    expect((await put({ name: '/a.js' }, simpleMap(), { authorization: 'none' })).statusCode).toBe(401)
  })

  test('maps the frames of a real build that were stored before its map, with their source', async () => {
    const shop = await buildShop()
    const page = { url: 'https://shop.example/checkout' }
    const { stack, ...error } = shop.fail()
    const id = await post(apps.app, { page, app: { release: '1.4.2' }, errors: [{ ...error, stack }] })
    const errors = async () => (await get(apps.app, `/api/submissions/${id}/errors`)).items
    const [before] = await errors()
    expect(before.frames).toHaveLength(4)
    expect(before.frames[0]).toMatchObject({
      file: `https://shop.example${shop.script}`,
      line: 1,
      own: true,
      context: null,
      reason: `no map for ${shop.script} of release 1.4.2`,
    })

    await put({ name: shop.script }, shop.map)
    const [{ groupKey, frames, ...rest }] = await errors()
    expect(rest).toEqual({ ordinal: 0, type: 'error', name: 'TypeError', message: error.message })
    expect(frames.map(({ function: name, file, line, column }: Frame) => [name, file, line, column])).toEqual([
      ['Cart.total', 'src/cart.ts', 18, 51],
      ['applyDiscount', 'src/checkout.ts', 7, 15],
      ['payOrder', 'src/checkout.ts', 13, 18],
      ['pay', 'src/main.ts', 7, 14],
    ])
    expect(frames[0]).toMatchObject({
      own: true,
      reason: null,
      minified: before.frames[0].minified,
      context: {
        before: [
          '',
          '  total(): number {',
          '    let total = 0',
          '    for (const item of this.items) {',
          '      // an item without a price is what breaks',
        ],
        line: '      total += (item.price as { amount: number }).amount',
        after: ['    }', '    return total', '  }', '}', ''],
      },
    })
    const group = await get(apps.app, `/api/errors/${groupKey}`)
    expect(group.occurrences[0].frames).toEqual(frames)
    expect(group.occurrences[0].error.stack).toBe(stack)
    const { items } = await get(apps.app, '/api/source-maps?limit=1')
    expect(Date.parse(items[0].lastUsedAt)).toBeGreaterThan(Date.now() - 60_000)
  })

  test('chooses a map by debug id, then by release and path, then by a path with a build hash', async () => {
    const at = (file: string) => `https://a.example/static/${file}?v=2`
    const uploads: [string, Record<string, string>][] = [
      ['by-id.ts', { name: '~/0-0.js', debugId }],
      ['one.ts', { name: '/static/app.js', release: '1' }],
      ['two.ts', { name: '/static/app.js', release: '2' }],
      ['hash.ts', { name: '/dist/static/app-BxKdaZQw.js', release: '1' }],
      ['only.ts', { name: '/only.js' }],
      ['host.ts', { name: 'https://a.example/static/host.js' }],
    ]
    for (const [source, query] of uploads) await put(query, simpleMap(source, { file: source }))
    const cases: [string, { release?: string; debugIds?: object }, string][] = [
      [at('app.js'), { debugIds: { [at('app.js')]: debugId.toUpperCase() }, release: '1' }, 'src/by-id.ts'],
      [at('app.js'), { release: '1' }, 'src/one.ts'],
      [at('app.js'), { release: '2' }, 'src/two.ts'],
      [at('app.js'), {}, '2 maps for /static/app.js: send the release or debug ids to tell which'],
      [at('app.js'), { release: '3' }, 'no map for /static/app.js of release 3, there is one of 2'],
      [at('app-BxKdaZQw.js'), { release: '3' }, 'src/hash.ts'],
      [at('only.js'), { release: '3' }, 'src/only.ts'],
      [at('host.js'), {}, 'src/host.ts'],
      ['https://b.example/static/host.js', {}, 'no map for /static/host.js'],
      [
        at('none.js'),
        { debugIds: { [at('none.js')]: debugId.replace('0', '1') } },
        'no map for /static/none.js with debug id 1f8fad5b-d9cb-469f-a165-70867728950e',
      ],
    ]
    for (const [url, { release, debugIds }, expected] of cases) {
      const stack = `Error: x\n    at t (${url}:1:1)`
      const id = await post(apps.app, { app: { release }, errors: [{ message: 'x', stack, debugIds }] })
      const [{ frames }] = (await get(apps.app, `/api/submissions/${id}/errors`)).items
      expect(frames[0].reason ?? frames[0].file).toBe(expected)
    }
  })

  test('says why a frame is not mapped', async () => {
    await put({ name: '/gap.js' }, simpleMap('gap.ts', { mappings: ';;AAEA' }))
    const page = { url: 'https://a.example/page?x' }
    const at = (url: string) => `Error: x\n    at t (${url})`
    const cases: [object, string, boolean][] = [
      [{ message: 'Script error.' }, 'script of another origin without crossorigin', false],
      [{ message: 'gone', type: 'resource', source: 'https://a.example/i.png' }, 'the error has no stack', false],
      [{ stack: at('https://a.example/gap.js:1:2345') }, 'no position for 1:2345 in the map of /gap.js', true],
      [{ stack: at('https://a.example/page:7:1') }, 'script written into the page', true],
      [{ stack: at('https://cdn.example/lib.js:1:1') }, 'no map for /lib.js', false],
      [{ stack: at('chrome-extension://abc/c.js:1:1') }, 'code of a browser extension', false],
      [{ stack: 't@moz-extension://abc/c.js:1:1' }, 'code of a browser extension', false],
      [{ stack: at('https://a.example/m.wasm:wasm-function[1]:0x2') }, 'WebAssembly has no line and column', true],
      [{ source: 'https://a.example/old.js', lineno: 3, colno: 7 }, 'no map for /old.js', true],
    ]
    const errors = cases.map(([error]) => ({ message: 'x', ...error }))
    const id = await post(apps.app, { page, errors })
    const { items } = await get(apps.app, `/api/submissions/${id}/errors`)
    const reasons = items.map(({ frames }: { frames: Frame[] }) => [frames.length, frames[0]?.reason, frames[0]?.own])
    expect(reasons).toEqual(cases.map(([, reason, own]) => [1, expect.stringContaining(reason), own]))
  })

  test('answers hostile maps within the memory of one thread', async () => {
    const many = Array.from({ length: 100_000 }, (_, n) => `../../../../etc/passwd${n}`)
    const text = Array.from(
      { length: 200_000 },
      (_, n) => `export const line${n} = () => 'a line of a hundred letters'`,
    )
    const large = {
      sources: ['large.ts'],
      sourcesContent: [text.join('\n')],
      mappings: `AAEA${',CAAC'.repeat(4_000_000)}`,
    }
    const maps: [string, object, string | null][] = [
      ['many', simpleMap('', { sources: many, sourcesContent: many.map(() => 'x\nx\nx') }), 'etc/passwd0'],
      ['climbs', simpleMap('', { sources: ['/../../etc/passwd'] }), 'etc/passwd'],
      ['large', simpleMap('', large), 'large.ts'],
      ['broken', simpleMap('', { mappings: '~~~' }), null],
      ['outside', simpleMap('', { mappings: 'AgggBAA' }), null],
      ['section', { version: 3, sections: [{ offset: { line: 0, column: 0 }, map: simpleMap() }] }, 'src/cart.ts'],
    ]
    for (const [name, map, file] of maps) {
      const uploaded = await put({ name: `/${name}.js` }, map)
      expect([name, uploaded.statusCode]).toEqual([name, 200])
      const id = await post(apps.app, {
        errors: [{ message: name, stack: `Error\n    at t (https://a/${name}.js:1:1)` }],
      })
      const [{ frames }] = (await get(apps.app, `/api/submissions/${id}/errors`)).items
      expect([name, frames[0].reason === null ? frames[0].file : null]).toEqual([name, file])
    }
  })

  test('limits one map and all maps together, and says which setting to raise', async () => {
    const { storage } = apps
    const { rows } = await sql<{ bytes: number }>`
      select coalesce(sum(compressed_bytes), 0)::int as bytes from source_maps`.execute(storage.db)
    const room = 600
    const limited = await buildTestApp(storage, {
      MAX_SOURCE_MAP_BYTES: '2048',
      SOURCE_MAP_STORAGE_BYTES: String((rows[0]?.bytes ?? 0) + room),
    })
    /** A map with so many letters that compression hardly shortens. */
    const incompressible = (letters: number) =>
      JSON.stringify(simpleMap('limit.ts', { file: randomBytes(letters).toString('base64').slice(0, letters) }))
    const largest = incompressible(300).padEnd(2048)
    const small = incompressible(300)
    const cases: [name: string, body: string, gzip: boolean, status: number, message?: string][] = [
      ['as large as allowed', largest, false, 200],
      ['larger', small.padEnd(2049), false, 413, 'larger than 2048 bytes'],
      ['larger once inflated', small.padEnd(2049), true, 413, 'larger than 2048 bytes'],
      ['more than all may take', incompressible(300), true, 413, 'raise SOURCE_MAP_STORAGE_BYTES'],
    ]
    for (const [name, body, gzip, status, message = ''] of cases) {
      const answer = await put({ name: '/limit.js' }, body, gzip ? { 'content-encoding': 'gzip' } : {}, limited)
      expect([name, answer.statusCode, answer.json().message ?? '']).toEqual([
        name,
        status,
        expect.stringContaining(message),
      ])
    }
    // another script of a map that is stored takes no room
    expect((await put({ name: '/known.js' }, largest, {}, limited)).json()).toMatchObject({ stored: false })
    await limited.close()
  })

  test('deletes maps that were neither uploaded nor used for the time of retention', async () => {
    const { db } = apps.storage
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000)
    const cases: [name: string, uploaded: number, used: number | null, kept: boolean][] = [
      ['old', 31, null, false],
      ['new', 29, null, true],
      ['old and used', 31, 29, true],
      ['used long ago', 99, 31, false],
    ]
    for (const [name, uploaded, used] of cases) {
      await put({ name: `/retained/${name}.js` }, simpleMap(`${name}.ts`))
      await db
        .updateTable('mappedScripts')
        .set({ uploadedAt: day(uploaded), lastUsedAt: used === null ? null : day(used) })
        .where('name', '=', `/retained/${name}.js`)
        .execute()
    }
    // the content of a deleted script stays where another script has it
    await put({ name: '/retained/shares.js' }, simpleMap('old.ts'))
    expect(await deleteUnusedMaps(db, 30)).toBe(2)
    const { items } = await get(apps.app, '/api/source-maps?limit=200')
    const kept = items.map(({ name }: { name: string }) => name).filter((name: string) => name.startsWith('/retained/'))
    expect(kept.sort()).toEqual(['/retained/new.js', '/retained/old and used.js', '/retained/shares.js'])
    const hashes = await db.selectFrom('sourceMaps').select('contentHash').execute()
    const scripts = await db.selectFrom('mappedScripts').select('contentHash').distinct().execute()
    expect(hashes.length).toBe(scripts.length)
  })

  test('two builds are one group once their maps are there, and can be merged and split by hand', async () => {
    const { app, second } = apps
    const builds = await Promise.all([2, 5].map((extraFunctions) => buildShop({ extraFunctions })))
    const host = 'builds.example'
    // an error that no other test has
    const failed = (build: BuiltShop) => {
      const { message, stack } = build.fail()
      return { message, name: 'PayError', stack: stack.replace('TypeError', 'PayError') }
    }
    for (const [index, build] of builds.entries()) {
      const { message, stack, name } = failed(build)
      // with names of three letters, as minifiers give in large builds, their groups differ
      const errors = [
        { message, name, stack: stack.replace('at n (', `at ${index === 0 ? 'nna' : 'nnb'} (`), count: index + 2 },
      ]
      await post(app, { page: { url: `https://${host}/` }, errors })
    }
    const groups = async (query = '') => (await get(second, `/api/errors?host=${host}${query}`)).items
    const counts = async () => (await groups()).map(({ count }: { count: number }) => count)
    expect(await counts()).toEqual([3, 2])
    const [later, first] = (await groups()).map(({ groupKey }: { groupKey: string }) => groupKey)

    const patch = (groupKey: string, payload: object) =>
      app.inject({ method: 'PATCH', url: `/api/errors/${groupKey}`, headers: bearer, payload })
    await patch(later, { status: 'resolved' })
    for (const { script, map } of builds) await put({ name: script }, map)
    expect(await groups()).toMatchObject([{ groupKey: first, count: 5, pageViews: 2, status: 'resolved' }])
    for (const key of [first, later]) {
      const group = await get(second, `/api/errors/${key}?host=${host}`)
      expect(group).toMatchObject({ groupKey: first, count: 5, merged: [{ groupKey: later }] })
      expect(group.occurrences).toHaveLength(2)
      expect(group.series).toMatchObject([{ count: 5 }])
      expect(group.breakdowns.host).toEqual([{ value: host, count: 5, pageViews: 2 }])
      expect((await get(app, `/api/submissions?groupKey=${key}`)).items).toHaveLength(2)
    }
    const overview = await get(app, `/api/overview?host=${host}&from=2025-01-01`)
    expect(overview.errorGroups.open).toBe(0)
    const [{ submissionId }] = (await get(app, `/api/submissions?host=${host}`)).items
    expect((await get(app, `/api/submissions/${submissionId}/related`)).errorGroups).toMatchObject([
      { groupKey: first },
    ])

    // a build whose map was there before its first error
    const { stack, ...error } = failed(builds[1] as BuiltShop)
    const third = { ...error, stack: stack.replace('at n (', 'at nnx (') }
    await post(app, { page: { url: `https://${host}/` }, errors: [third] })
    expect(await groups()).toMatchObject([{ groupKey: first, count: 6, status: 'regressed' }])

    expect((await patch(later, { mergeInto: null })).json()).toMatchObject({ groupKey: later, status: 'resolved' })
    expect(await counts()).toEqual([3, 3])
    await put({ name: '/another.js' }, simpleMap())
    expect(await counts()).toEqual([3, 3])
    expect((await patch(first, { mergeInto: later })).json()).toMatchObject({ groupKey: later })
    expect(await groups()).toMatchObject([{ groupKey: later, count: 6 }])
    expect((await patch(first, { status: 'ignored' })).json()).toMatchObject({ groupKey: later, status: 'ignored' })
    for (const wrong of [{}, { mergeInto: first }, { mergeInto: '0123456789abcdef' }, { mergeInto: 'x' }]) {
      expect([wrong, (await patch(later, wrong)).statusCode]).toEqual([wrong, 400])
    }
    expect((await patch('0123456789abcdef', { mergeInto: first })).statusCode).toBe(404)

    // the group that all are shown as outlives its own errors
    await app.inject({ method: 'DELETE', url: `/api/submissions?groupKey=${later}&from=2025-01-01`, headers: bearer })
    expect(await groups()).toEqual([])
    expect((await patch(later, { status: 'open' })).statusCode).toBe(404)
  })
})
