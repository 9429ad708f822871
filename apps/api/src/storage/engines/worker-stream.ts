import { Duplex } from 'node:stream'
import type { Worker } from 'node:worker_threads'

/** Bytes of a connection, in either direction. */
export interface WorkerMessage {
  /** Number of the connection, so that a late answer does not reach the next one. */
  connection: number
  bytes: Uint8Array
}

let connections = 0

/**
 * Stands in for the socket of a PostgreSQL client, and leads to a worker thread. Bytes are passed on unchanged:
 * everything that the client writes at once is one message, transferred without a copy.
 */
export class WorkerStream extends Duplex {
  readonly #opening: Promise<Worker>
  #worker: Worker | undefined
  readonly #connection = ++connections
  readonly #receive = ({ connection, bytes }: WorkerMessage) => {
    if (connection === this.#connection) this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  }
  readonly #ended = () => this.destroy(new Error('Connection terminated: the embedded database ended'))

  constructor(opening: Promise<Worker>) {
    super()
    this.#opening = opening
  }

  connect(): this {
    this.#opening.then(
      (worker) => {
        // the client may have closed it meanwhile
        if (this.destroyed) return
        worker.on('message', this.#receive)
        worker.once('exit', this.#ended)
        this.#worker = worker
        this.emit('connect')
      },
      (error) => this.destroy(error),
    )
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#post([chunk])
    done()
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#post(chunks.map(({ chunk }) => chunk))
    done()
  }

  override _final(done: () => void): void {
    this.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#worker?.off('message', this.#receive)
    this.#worker?.off('exit', this.#ended)
    done(error)
  }

  #post(chunks: Buffer[]): void {
    // a copy, since a transferred buffer is lost here
    const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0))
    let at = 0
    for (const chunk of chunks) {
      bytes.set(chunk, at)
      at += chunk.length
    }
    this.#worker?.postMessage({ connection: this.#connection, bytes } satisfies WorkerMessage, [bytes.buffer])
  }
}
