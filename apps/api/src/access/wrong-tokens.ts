import { senderOf } from './client-address.ts'

const windowMs = 60_000
/** Number of wrong tokens after which the answer is 429. */
const toldAbove = 10
/** Number of wrong tokens after which not even the right one is accepted: otherwise a short token could be guessed. */
const closedAbove = 100
/** Limit of addresses, so that a flood does not fill the memory; the oldest are dropped first. */
const maxAddresses = 10_000

interface Attempts {
  count: number
  endsAt: number
}

/** Counts wrong access tokens per minute and address, so that no address is affected by others. */
export class WrongTokens {
  readonly #attempts = new Map<string, Attempts>()

  /** Returns the seconds for which no token of this address is checked; 0 if it is checked. */
  closedForSeconds(address: string): number {
    const attempts = this.#of(address)
    return attempts && attempts.count > closedAbove ? secondsUntil(attempts.endsAt) : 0
  }

  /** @returns the seconds to wait, or 0 after few wrong tokens */
  count(address: string): number {
    const attempts = this.#of(address) ?? { count: 0, endsAt: Date.now() + windowMs }
    attempts.count++
    const key = senderOf(address)
    this.#attempts.delete(key)
    this.#attempts.set(key, attempts)
    const [oldest] = this.#attempts.keys()
    if (this.#attempts.size > maxAddresses && oldest !== undefined) this.#attempts.delete(oldest)
    return attempts.count > toldAbove ? secondsUntil(attempts.endsAt) : 0
  }

  #of(address: string): Attempts | undefined {
    const attempts = this.#attempts.get(senderOf(address))
    return attempts && attempts.endsAt > Date.now() ? attempts : undefined
  }
}

function secondsUntil(time: number): number {
  return Math.max(1, Math.ceil((time - Date.now()) / 1000))
}
