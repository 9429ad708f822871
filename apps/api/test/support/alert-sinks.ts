import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface HttpSink {
  url: string
  requests: { headers: Record<string, string | string[] | undefined>; body: string }[]
  /** The status of its answers. */
  status: number
  close(): Promise<void>
}

/** A server on the loopback that keeps what is posted to it. */
export async function openHttpSink(): Promise<HttpSink> {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString()
    if (sink.status < 300) sink.requests.push({ headers: request.headers, body })
    response.writeHead(sink.status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const sink: HttpSink = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    requests: [],
    status: 200,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return sink
}

/** A mail server on the loopback that keeps what it is sent. */
export async function openSmtpSink(): Promise<{ url: string; mails: string[]; close(): Promise<void> }> {
  const mails: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      stream.toArray().then((chunks) => {
        mails.push(Buffer.concat(chunks).toString())
        done()
      }, done)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, mails, close: () => new Promise((resolve) => server.close(resolve)) }
}
