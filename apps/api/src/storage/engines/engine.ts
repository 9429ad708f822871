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
  /** A connection that is free to ask whether the database answers when all others are busy; absent: the dialect serves. */
  pingDialect?: Dialect
  /** A connection for work that may take long, without limits of time; absent: the dialect serves for that too. */
  unlimitedDialect?: Dialect
  /** Ends what runs there. */
  cancelUnlimited?(): Promise<void>
  /** Returns whether the error means that the database cannot be reached now, so that a later retry makes sense. */
  isUnavailable(error: unknown): boolean
  /** True if the database can go away and come back by itself, as a server does and a directory does not. */
  canComeBack: boolean
  /** True if a connection takes the next transaction before it has answered the previous one. */
  pipelines: boolean
  /** Gives back the memory that making the tables took, where that is to be given back at all. Nobody may be asking. */
  beginAnew?(): Promise<void>
  connections(): Connections
  /** Lets go of what the dialects do not own. */
  release(): Promise<void>
}
