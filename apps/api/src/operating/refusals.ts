import { type Refusal, type RefusalReason, type RefusalsAnswer, refusalReasons } from '@collector/schema'

/** Limit for each reason, so that a flood of one does not push out the others. */
const maxOfOneReason = 30

type NewRefusal = Omit<Refusal, 'count' | 'firstAt' | 'lastAt'>

/** The latest refusals of this process, so that a developer sees why nothing arrives. */
export class Refusals {
  readonly #since = new Date().toISOString()
  readonly #counts = new Map<RefusalReason, number>()
  /** Similar refusals by what they share; a map keeps its order, the latest last. */
  readonly #latest = new Map<RefusalReason, Map<string, Refusal>>()

  /** Counts since the last `takeCounts`. */
  #untaken = new Map<RefusalReason, number>()

  add(refusal: NewRefusal): void {
    const { reason, statusCode, message, path, origin } = refusal
    this.giveBack(new Map([[reason, 1]]))
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1)
    const alike = this.#latest.get(reason) ?? new Map<string, Refusal>()
    this.#latest.set(reason, alike)
    const key = JSON.stringify([statusCode, message, path, origin])
    const before = alike.get(key)
    const lastAt = new Date().toISOString()
    alike.delete(key)
    alike.set(key, { ...refusal, count: (before?.count ?? 0) + 1, firstAt: before?.firstAt ?? lastAt, lastAt })
    const [oldest] = alike.keys()
    if (alike.size > maxOfOneReason && oldest !== undefined) alike.delete(oldest)
  }

  /** Returns the counts since the last call. The caller stores them or gives them back. */
  takeCounts(): Map<RefusalReason, number> {
    const taken = this.#untaken
    this.#untaken = new Map()
    return taken
  }

  giveBack(counts: ReadonlyMap<RefusalReason, number>): void {
    for (const [reason, count] of counts) this.#untaken.set(reason, (this.#untaken.get(reason) ?? 0) + count)
  }

  answer(): RefusalsAnswer {
    const items = [...this.#latest.values()].flatMap((alike) => [...alike.values()])
    const reasons = Object.keys(refusalReasons) as RefusalReason[]
    return {
      since: this.#since,
      counts: Object.fromEntries(reasons.map((reason) => [reason, this.#counts.get(reason) ?? 0])),
      items: items.toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1)),
    }
  }
}
