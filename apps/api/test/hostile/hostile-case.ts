/** One thing somebody may send, byte by byte, and what may come of it. */
export interface HostileCase {
  name: string
  /** Bytes that go over the connection; each piece after the first waits until the one before is sent. */
  bytes: Buffer | string
  /** Statuses that are right; 0: the connection is closed without an answer. */
  statuses: readonly number[]
  /** How many rows it may leave, 0 unless said. */
  rows?: number
  /** True if the sender ends the connection after the bytes. */
  ends?: boolean
}

export interface Post {
  headers?: Record<string, string>
  path?: string
  method?: string
}

/** A POST /collect with its length, as a client would send it; headers replace the usual ones, '' leaves one out. */
export function post(body: Buffer | string, { headers = {}, path = '/collect', method = 'POST' }: Post = {}): Buffer {
  const bytes = Buffer.from(body as string)
  const all = {
    host: 'collector.example',
    'content-type': 'application/json',
    'content-length': String(bytes.length),
    connection: 'close',
    ...headers,
  }
  const lines = Object.entries(all)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'), bytes])
}

/** A GET with the access token. */
export function get(path: string, headers: Record<string, string> = {}): Buffer {
  return post('', { method: 'GET', path, headers: { 'content-type': '', 'content-length': '', ...headers } })
}

export const refused = [400] as const
export const stored = { statuses: [200], rows: 1 } as const
