import { connect } from 'node:net'

export interface Answers {
  /** Status of the last answer; 0 if none came. */
  status: number
  text: string
}

/** Sends bytes over a connection of its own and gives what came back until it was closed, or nothing came for a while. */
export function sendBytes(
  port: number,
  bytes: Buffer | string,
  { ends = false, patienceMs = 20_000 } = {},
): Promise<Answers> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    const finish = () => {
      socket.destroy()
      const text = Buffer.concat(chunks).toString('latin1')
      resolve({ status: Number(/.*^HTTP\/1\.1 (\d{3})/ms.exec(text)?.[1] ?? 0), text })
    }
    socket.setTimeout(patienceMs, finish)
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('close', finish)
    // a server that refuses may close while we still send
    socket.on('error', () => {})
    socket.on('connect', () => (ends ? socket.end(bytes) : socket.write(bytes)))
  })
}
