/** The types a parameter may have. A Buffer is text in UTF-8. */
export type Parameter = string | number | boolean | Date | Buffer | null

/** Initial size of a buffer: enough for all messages but the raw text of a batch. */
const smallBytes = 65_536
/** Maximum size of a buffer that is kept for the next message. */
const maxKeptBytes = 4_194_304
const maxKept = 16

/**
 * Writes Bind messages of PostgreSQL's wire protocol (section 55.7) into reused buffers. The driver allocates a
 * buffer for each and copies it as it grows: for a batch of submissions that costs more than the rest of sending it.
 */
export class BindMessages {
  readonly #free: Buffer[] = []

  /**
   * Returns a message that binds the parameters of a prepared statement as text and requests text. Its buffer is
   * reused once it was passed to `release`.
   */
  write(statement: string, parameters: readonly Parameter[]): Buffer {
    const texts = parameters.map(textOf)
    let size = 1 + 4 + 1 + Buffer.byteLength(statement) + 1 + 2 + 2 + 2
    // at most three bytes for each UTF-16 unit of a string
    for (const text of texts) size += 4 + (text === null ? 0 : typeof text === 'string' ? text.length * 3 : text.length)
    const memory = this.#ofSize(size)

    memory[0] = 'B'.charCodeAt(0)
    let at = 5
    memory[at++] = 0
    at += memory.write(statement, at)
    memory[at++] = 0
    at = memory.writeInt16BE(0, at)
    at = memory.writeUInt16BE(texts.length, at)
    for (const text of texts) {
      if (text === null) {
        at = memory.writeInt32BE(-1, at)
        continue
      }
      const length = typeof text === 'string' ? memory.write(text, at + 4) : text.copy(memory, at + 4)
      memory.writeInt32BE(length, at)
      at += 4 + length
    }
    at = memory.writeInt16BE(0, at)
    memory.writeInt32BE(at - 1, 1)
    return memory.subarray(0, at)
  }

  /** Call it when the message was sent. */
  release(message: Buffer): void {
    const memory = Buffer.from(message.buffer)
    if (memory.length > maxKeptBytes || this.#free.length === maxKept) return
    this.#free.push(memory)
    // the smallest that is large enough is taken first
    this.#free.sort((a, b) => a.length - b.length)
  }

  #ofSize(size: number): Buffer {
    const index = this.#free.findIndex((memory) => memory.length >= size)
    const [free] = index < 0 ? [] : this.#free.splice(index, 1)
    return free ?? Buffer.allocUnsafeSlow(Math.max(smallBytes, 2 ** Math.ceil(Math.log2(size))))
  }
}

function textOf(parameter: Parameter): string | Buffer | null {
  if (parameter === null || typeof parameter === 'string' || Buffer.isBuffer(parameter)) return parameter
  return parameter instanceof Date ? parameter.toISOString() : String(parameter)
}
