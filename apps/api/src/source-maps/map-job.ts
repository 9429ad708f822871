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

/** A map in a bundle, and the script that it belongs to. */
export interface BundledMap {
  name: string
  debugId: string | undefined
  json: Uint8Array
}

/** A message to the thread: read an uploaded map, or map positions by a stored one. */
export type MapJob =
  | { kind: 'check'; json: Uint8Array }
  | { kind: 'unpack'; bundle: Uint8Array; maxBytes: number }
  | { kind: 'map'; contentHash: string; positions: Position[]; compressed?: Uint8Array }

/** An answer of the thread; `missing` requests the map. */
export type MapAnswer =
  | { kind: 'checked'; debugId: string; contentHash: string; sources: number; compressed: Uint8Array }
  | { kind: 'mapped'; positions: (MappedPosition | null)[] }
  | { kind: 'unpacked'; maps: BundledMap[] }
  | { kind: 'missing' }
  | { kind: 'failed'; message: string }
