import { TooBusyError } from './batch.ts'

/** How much of bodies is in memory at this moment, slow senders' included; beyond the limit more is refused. */
export class HeldBytes {
  readonly #max: number
  #held = 0

  constructor(max: number) {
    this.#max = max
  }

  get bytes(): number {
    return this.#held
  }

  /** @throws TooBusyError */
  hold(bytes: number): void {
    if (this.#held + bytes > this.#max) throw new TooBusyError('more is being received than there is room for')
    this.#held += bytes
  }

  release(bytes: number): void {
    this.#held -= bytes
  }
}
