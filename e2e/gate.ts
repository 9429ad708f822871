import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands before a real Collector and can be made to fail as networks and servers do. */
export interface Gate {
  readonly origin: string
  /** `hang` never answers; `fail` answers 503. */
  mode: 'pass' | 'fail' | 'hang'
  /** Bodies posted since the last reset, as they came. */
  readonly posted: string[]
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
        if (gate.mode === 'hang') return
        if (gate.mode === 'fail') {
          outgoing.writeHead(503, { 'access-control-allow-origin': '*' }).end()
          return
        }
      }
      const { host: _, ...headers } = incoming.headers
      const forwarded = request(`${target}${incoming.url}`, { method: incoming.method, headers }, (answer) => {
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
    posted: [],
    reset() {
      gate.mode = 'pass'
      gate.posted.length = 0
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
  return gate
}
