import type { EventEmitter } from 'node:events'
import { TooBusyError } from '../http-errors.ts'

/** Counts the bytes of bodies in memory, those of slow senders included; refuses more than the maximum. */
export class HeldBytes {
  readonly #max: number
  readonly #onChange: (bytes: number) => void
  #held = 0

  constructor(max: number, onChange: (bytes: number) => void) {
    this.#max = max
    this.#onChange = onChange
  }

  /**
   * Makes the function that counts bytes until a response is closed, also by its receiver.
   *
   * @throws TooBusyError
   */
  until(response: EventEmitter): (bytes: number) => void {
    let own = 0
    response.once('close', () => this.#change(-own))
    return (bytes) => {
      if (this.#held + bytes > this.#max) throw new TooBusyError('too many bodies are being received')
      own += bytes
      this.#change(bytes)
    }
  }

  #change(bytes: number): void {
    this.#held += bytes
    this.#onChange(this.#held)
  }
}
