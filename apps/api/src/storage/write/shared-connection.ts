import type { DatabaseConnection } from 'kysely'
import type { Database } from '../database.ts'

/** Duration in ms that is longer than storing a full batch: the database waits for a disk or a lock. */
const longMs = 6
/** Weight of the latest duration in the moving average. */
const weight = 1 / 16
/** Number of transactions on separate connections after which sharing is tried again. */
const apartFor = 500

type Use<Result> = (connection: DatabaseConnection) => Promise<Result>

interface Lent {
  connection: Promise<DatabaseConnection>
  /** Since when the database has been busy with the first transaction. */
  frontSince: number
  running: number
  release(): void
}

/**
 * Sends transactions on one connection, each behind the one in progress, so that the database has the next at hand
 * and needs one core only. If they take long, each gets a connection of its own, so that several wait for a slow disk
 * together, and none waits for another's lock.
 */
export class SharedConnection {
  readonly #db: Database
  readonly #isShared: boolean
  #lent: Lent | undefined
  #usualMs = 0
  #apart = 0

  /** @param pipelines the property of the engine */
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
      // the connection may be broken, and with steady traffic it would never be returned
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
