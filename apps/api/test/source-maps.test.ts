import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bearer, get, startApps } from './support/apps.ts'
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

  async function put(query: Record<string, string>, map: unknown, headers: Record<string, string> = {}) {
    const json = typeof map === 'string' ? map : JSON.stringify(map)
    return apps.app.inject({
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
    expect((await put({}, simpleMap())).statusCode).toBe(400)
    expect((await put({ name: '/a.js', debugId: 'x' }, simpleMap())).statusCode).toBe(400)
    expect((await put({ name: '/a.js' }, simpleMap(), { authorization: 'none' })).statusCode).toBe(401)
  })
})
