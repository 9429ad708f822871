/** A place in a script or in a source; line and column from 1. */
export interface Position {
  line: number
  column: number
}

/** Lines of a source around a place. */
export interface SourceContext {
  before: string[]
  line: string
  after: string[]
}

/** A place in a source. */
export interface MappedPosition extends Position {
  file: string
  /** Name of the function around it, from the text of the source. */
  function: string | null
  /** Name that the map gives the place: the function that is called there, mostly. */
  name: string | null
  context: SourceContext | null
}

/** What the thread is asked: to read a map that was uploaded, or to map positions by a stored one. */
export type MapJob =
  | { kind: 'check'; json: Uint8Array }
  | { kind: 'map'; contentHash: string; positions: Position[]; compressed?: Uint8Array }

/** What it answers: `isMissing` asks for the map. */
export type MapAnswer =
  | { kind: 'checked'; debugId: string; contentHash: string; sources: number; compressed: Uint8Array }
  | { kind: 'mapped'; positions: (MappedPosition | null)[] }
  | { kind: 'missing' }
  | { kind: 'failed'; message: string }
