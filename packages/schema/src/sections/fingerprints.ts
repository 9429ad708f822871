import { type Static, Type } from 'typebox'

/** One fingerprint value, or its error, with the time it took. */
export const component = Type.Object({
  value: Type.Optional(Type.Unknown()),
  error: Type.Optional(
    Type.String({ description: '"unsupported", "timeout", "blocked" or the message of the thrown error' }),
  ),
  durationMs: Type.Number({ description: 'Time its own synchronous work took, ms' }),
  waitedMs: Type.Optional(Type.Number({ description: 'Time until an asynchronous value came, ms' })),
  version: Type.Optional(Type.Integer({ description: 'Counts up when the technique changes; absent is 1' })),
})

/**
 * Values that distinguish this browser. `canvas`, `fonts` and `webgl` are where the predecessor put them, for
 * existing readers of its rows; all values are in `components`.
 */
export const fingerprintsSection = Type.Object({
  hash: Type.Optional(Type.String({ description: 'Hash of the stable components: the device fingerprint' })),
  hashVersion: Type.Optional(
    Type.Integer({
      description: 'Version of the set of stable components; hashes of two versions cannot be compared. Absent is 1',
    }),
  ),
  previousHash: Type.Optional(
    Type.String({
      description: 'The hash as version hashVersion - 1 has it, to recognise browsers that were seen with it',
    }),
  ),
  fullHash: Type.Optional(Type.String({ description: 'Hash of all components' })),
  components: Type.Optional(Type.Record(Type.String(), component)),
  error: Type.Optional(Type.String({ description: 'Why the requested fingerprint is missing' })),
  canvas: Type.Optional(Type.String({ description: 'data: URL of the drawn canvas' })),
  fonts: Type.Optional(Type.Array(Type.String(), { description: 'Names found, of the list tested' })),
  webgl: Type.Optional(
    Type.Object({
      vendor: Type.Optional(Type.String()),
      renderer: Type.Optional(Type.String()),
      webglVersion: Type.Optional(Type.String()),
      error: Type.Optional(Type.String()),
    }),
  ),
})

export type FingerprintsSection = Static<typeof fingerprintsSection>
export type Component = Static<typeof component>
