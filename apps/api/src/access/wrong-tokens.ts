import { senderOf } from './client-address.ts'

const windowMs = 60_000
/** From here on a wrong token is answered 429. */
const toldAbove = 10
/** From here on not even a right one opens: otherwise a short token of somebody's choice could be guessed. */
const closedAbove = 100
/** A flood of addresses must not fill the memory; the oldest are forgotten first. */
const maxAddresses = 10_000

interface Attempts {
  count: number
  endsAt: number
}

/** Counts wrong access tokens a minute, each address for itself: nobody is shut out by what others try. */
export class WrongTokens {
  readonly #attempts = new Map<string, Attempts>()

  /** How many seconds no token of this address is looked at; 0: it is. */
  closedForSeconds(address: string): number {
    const attempts = this.#of(address)
    return attempts && attempts.count > closedAbove ? secondsUntil(attempts.endsAt) : 0
  }

  /** @returns how many seconds to wait, or 0 while there were few */
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
