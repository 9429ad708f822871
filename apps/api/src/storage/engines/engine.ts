import type { Dialect } from 'kysely'

/** Connections that are open, those of them that are idle, and requests that wait for one. */
export interface Connections {
  open: number
  idle: number
  waiting: number
}

/** Interface of a database engine; the code above does not know which one it is. */
export interface Engine {
  dialect: Dialect
  /** A reserved connection to check the database while all others are busy; absent if the dialect serves for that. */
  pingDialect?: Dialect
  /** A connection without timeouts for long work; absent if the dialect serves for that. */
  unlimitedDialect?: Dialect
  /** Cancels the work on it. */
  cancelUnlimited?(): Promise<void>
  /** Returns whether the error means that the database cannot be reached now, so that a later retry makes sense. */
  isUnavailable(error: unknown): boolean
  /** True if the database can go away and come back by itself, as a server does and a directory does not. */
  canComeBack: boolean
  /** True if a connection takes the next transaction before it has answered the previous one. */
  pipelines: boolean
  /** Frees the memory that creating the tables took, if possible. No query may be running. */
  beginAnew?(): Promise<void>
  connections(): Connections
  /** Releases resources that the dialects do not own. */
  release(): Promise<void>
}
