import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { idPlaceholder, type PayloadName, payloads } from './payload.ts'

/** Result of a load run. Times are milliseconds. */
export interface LoadResult {
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  maxMs: number
  /** Answers other than 200, and connections that broke. */
  failed: number
}

/**
 * Generates load in a process of its own: each connection sends its next submission when the last one is answered, as
 * `wrk` does. It writes bytes to sockets instead of using an HTTP client: on the same two cores a client like
 * autocannon takes more CPU than the server under test. Every request carries an id of its own.
 *
 * @param rate maximum number of requests a second; 0 for no limit
 */
async function run(
  port: number,
  connections: number,
  seconds: number,
  rate: number,
  payload: PayloadName,
  path: string,
): Promise<LoadResult> {
  const intervalMs = rate > 0 ? (connections / rate) * 1000 : 0
  const latencies: number[] = []
  let failed = 0
  let isOver = false
  const startedAt = performance.now()
  const sockets = new Set<Socket>()
  // allocating memory for each read would cost as much as all the rest of this process
  const readInto = Buffer.allocUnsafe(65_536)

  function open(): void {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: readInto, callback: read } })
    sockets.add(socket)
    const request = newRequest(payload, path)
    let sentAt = 0
    let missing = -1
    let head = ''
    const send = () => {
      request.setId(randomUUID())
      sentAt = performance.now()
      socket.write(request.bytes)
    }
    socket.once('connect', send)
    function read(bytes: number): boolean {
      let bodyBytes = bytes
      if (missing < 0) {
        head += readInto.toString('latin1', 0, bytes)
        const end = head.indexOf('\r\n\r\n')
        if (end < 0) return true
        bodyBytes = head.length - end - 4
        missing = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0)
        if (!head.startsWith('HTTP/1.1 200')) failed++
      }
      missing -= bodyBytes
      if (missing > 0) return true
      latencies.push(performance.now() - sentAt)
      missing = -1
      head = ''
      if (isOver) return true
      const waitMs = sentAt + intervalMs - performance.now()
      if (waitMs > 0) setTimeout(() => isOver || send(), waitMs)
      else send()
      return true
    }
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      if (isOver) return
      failed++
      setTimeout(open, 10)
    })
  }

  for (let n = 0; n < connections; n++) open()
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  isOver = true
  const elapsedMs = performance.now() - startedAt
  for (const socket of sockets) socket.destroy()
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
  return {
    requestsPerSecond: (latencies.length / elapsedMs) * 1000,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
    failed,
  }
}

/** Makes a request whose bytes are reused: it is sent whole before the next one is written into it. */
function newRequest(payload: PayloadName, path: string) {
  const body = Buffer.from(payloads[payload]())
  const head = `POST ${path} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
  const bytes = Buffer.concat([Buffer.from(head), body])
  const places: number[] = []
  for (let at = bytes.indexOf(idPlaceholder); at >= 0; at = bytes.indexOf(idPlaceholder, at + 1)) places.push(at)
  return {
    bytes,
    setId(id: string) {
      for (const place of places) bytes.write(id, place, 'latin1')
    },
  }
}

if (import.meta.main) {
  const [port = 0, connections = 64, seconds = 5, rate = 0] = process.argv.slice(2, 6).map(Number)
  console.log(
    JSON.stringify(
      await run(port, connections, seconds, rate, process.argv[6] as PayloadName, process.argv[7] ?? '/collect'),
    ),
  )
}
