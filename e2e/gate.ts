import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A proxy before a real Collector that can fail as networks and servers do. */
export interface Gate {
  readonly origin: string
  /** `hang` never answers; `fail` answers 503; `portal` answers 200 with a page of its own, as captive portals do. */
  mode: 'pass' | 'fail' | 'hang' | 'portal'
  /** Pattern of bodies whose connection is broken instead of answered. */
  broken: RegExp | undefined
  /** Bodies posted since the last reset, as they came. */
  readonly posted: string[]
  /** The submissions among them that Collector stored. */
  readonly stored: string[]
  reset(): void
  close(): void
}

export async function startGate(target: string): Promise<Gate> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk) => chunks.push(chunk))
    incoming.on('end', () => {
      const body = Buffer.concat(chunks)
      if (incoming.method === 'POST') {
        gate.posted.push(body.toString())
        if (gate.mode === 'hang' || incoming.url === '/hanging') return
        if (gate.broken?.test(body.toString())) {
          outgoing.destroy()
          return
        }
        if (gate.mode === 'portal') {
          outgoing
            .writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/html' })
            .end('<h1>Sign in</h1>')
          return
        }
        if (gate.mode === 'fail') {
          outgoing.writeHead(503, { 'access-control-allow-origin': '*' }).end()
          return
        }
      }
      const { host: _, ...headers } = incoming.headers
      const forwarded = request(`${target}${incoming.url}`, { method: incoming.method, headers }, (answer) => {
        if (incoming.method === 'POST' && (answer.statusCode ?? 502) < 300) gate.stored.push(body.toString())
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      forwarded.on('error', () => outgoing.destroy())
      forwarded.end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const gate: Gate = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mode: 'pass',
    broken: undefined,
    posted: [],
    stored: [],
    reset() {
      gate.mode = 'pass'
      gate.broken = undefined
      gate.posted.length = 0
      gate.stored.length = 0
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
  return gate
}
