import type { EventEmitter } from 'node:events'
import { TooBusyError } from '../http-errors.ts'

/** How much of bodies is in memory at this moment, slow senders' included; more than the maximum is refused. */
export class HeldBytes {
  readonly #max: number
  readonly #onChange: (bytes: number) => void
  #held = 0

  constructor(max: number, onChange: (bytes: number) => void) {
    this.#max = max
    this.#onChange = onChange
  }

  /**
   * Makes the function that holds bytes until a response is closed, which it is also when its receiver went away.
   *
   * @throws TooBusyError
   */
  until(response: EventEmitter): (bytes: number) => void {
    let own = 0
    response.once('close', () => this.#change(-own))
    return (bytes) => {
      if (this.#held + bytes > this.#max) throw new TooBusyError('more is being received than there is room for')
      own += bytes
      this.#change(bytes)
    }
  }

  #change(bytes: number): void {
    this.#held += bytes
    this.#onChange(this.#held)
  }
}
