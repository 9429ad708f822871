import type { DatabaseConnection } from 'kysely'
import type { Database } from '../database.ts'

/** Longer than storing a full batch takes: a disk is waited for, or a lock. */
const longMs = 6
/** Weight of the latest duration in the moving average. */
const weight = 1 / 16
/** After so many on connections of their own it is seen whether they still take long. */
const apartFor = 500

type Use<Result> = (connection: DatabaseConnection) => Promise<Result>

interface Lent {
  connection: Promise<DatabaseConnection>
  /** Since when the database has been busy with the one that is in front. */
  frontSince: number
  running: number
  release(): void
}

/**
 * Transactions that come while another is under way are sent behind it on the same connection: the database has the next at
 * hand when it is done with one, and one core is enough for it. Where they take long each has a connection of its own:
 * several wait for a slow disk together, and none waits for a lock that only another needs.
 */
export class SharedConnection {
  readonly #db: Database
  readonly #isShared: boolean
  #lent: Lent | undefined
  #usualMs = 0
  #apart = 0

  /** @param pipelines as the engine says */
  constructor(db: Database, pipelines: boolean) {
    this.#db = db
    this.#isShared = pipelines
  }

  /** @param use sends one whole transaction at once */
  async run<Result>(use: Use<Result>): Promise<Result> {
    const begun = performance.now()
    if (!this.#isShared || this.#takesLong(begun)) return this.#db.getExecutor().provideConnection(use)
    this.#lent ??= this.#lend(begun)
    const lent = this.#lent
    lent.running++
    try {
      const result = await use(await lent.connection)
      this.#usualMs += weight * (performance.now() - Math.max(begun, lent.frontSince) - this.#usualMs)
      return result
    } catch (error) {
      // it may be the connection's fault: while others keep coming it would never be given back
      if (this.#lent === lent) this.#lent = undefined
      throw error
    } finally {
      lent.frontSince = performance.now()
      lent.running--
      if (lent.running === 0) {
        if (this.#lent === lent) this.#lent = undefined
        lent.release()
      }
    }
  }

  #takesLong(now: number): boolean {
    if (this.#lent && now - this.#lent.frontSince > longMs) return true
    if (this.#usualMs <= longMs) return false
    this.#apart++
    if (this.#apart < apartFor) return true
    this.#apart = 0
    this.#usualMs = 0
    return false
  }

  #lend(now: number): Lent {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const connection = new Promise<DatabaseConnection>((resolve, reject) => {
      const hold = (lent: DatabaseConnection) => {
        resolve(lent)
        return released
      }
      this.#db.getExecutor().provideConnection(hold).catch(reject)
    })
    return { connection, frontSince: now, running: 0, release }
  }
}
