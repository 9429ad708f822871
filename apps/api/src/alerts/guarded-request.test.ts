import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { guardedOutbound } from './guarded-request.ts'

let server: Server | undefined
afterEach(() => {
  vi.useRealTimers()
  server?.closeAllConnections()
  server?.close()
})

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
}

const closed = guardedOutbound([])
const open = guardedOutbound(['127.0.0.0/8', '::1'])

test.each([
  'http://127.0.0.1/',
  'http://localhost/',
  'http://[::1]/',
  'http://[::ffff:10.0.0.1]/',
  'http://10.1.2.3/',
  'http://169.254.169.254/latest/meta-data',
  'http://192.168.1.1/',
  'http://100.64.0.1/',
  'http://0.0.0.0/',
  'http://2130706433/',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
])('refuses to send to %s', async (url) => {
  await expect(closed.post({ url, body: '' })).rejects.toThrow('is not public')
  await expect(closed.check(url)).rejects.toThrow('is not public')
})

test('sends to an allowed address, also by its name', async () => {
  const bodies: string[] = []
  const url = await serve(async (request, response) => {
    bodies.push(String(request.headers['x-test']) + Buffer.concat(await request.toArray()))
    response.end()
  })
  await open.post({ url, headers: { 'x-test': 'a' }, body: 'ü' })
  await open.post({ url: url.replace('127.0.0.1', 'localhost'), headers: { 'x-test': 'b' }, body: 'c' })
  await open.check(url)
  expect(bodies).toEqual(['aü', 'bc'])
})

test.each<[string, RequestListener]>([
  ['answered 500: it broke', (_request, response) => response.writeHead(500).end('it\nbroke')],
  [
    'answered 302, a redirect, which is not followed',
    (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  ],
  ['socket hang up', (request) => request.destroy()],
])('does not count as delivered: %s', async (message, listener) => {
  await expect(open.post({ url: await serve(listener), body: '' })).rejects.toThrow(message)
})

test('reads an endless answer up to a limit', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200)
    const write = () => {
      while (response.write('x'.repeat(65_536)));
    }
    response.on('drain', write)
    write()
  })
  await open.post({ url, body: '' })
})

test('gives up on a server that does not answer', async () => {
  const arrived = Promise.withResolvers<void>()
  const url = await serve(() => arrived.resolve())
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const posted = open.post({ url, body: '' })
  const failed = expect(posted).rejects.toThrow('no answer from 127.0.0.1 within 10 s')
  await arrived.promise
  vi.advanceTimersByTime(10_000)
  await failed
})
