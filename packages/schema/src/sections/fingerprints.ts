import { type Static, Type } from 'typebox'

/** One fingerprint value, or why there is none, with the time it took. */
export const component = Type.Object({
  value: Type.Optional(Type.Unknown()),
  error: Type.Optional(
    Type.String({ description: '"unsupported", "timeout", "blocked" or the message of what was thrown' }),
  ),
  durationMs: Type.Number({ description: 'Time its own synchronous work took, ms' }),
  waitedMs: Type.Optional(Type.Number({ description: 'Time until an asynchronous value came, ms' })),
  version: Type.Optional(Type.Integer({ description: 'Counts up when the technique changes; absent is 1' })),
})

/**
 * What tells this browser from others. `canvas`, `fonts` and `webgl` are where the predecessor put them, for what reads
 * its rows; everything is in `components`.
 */
export const fingerprintsSection = Type.Object({
  hash: Type.Optional(Type.String({ description: 'Hash of the stable components: the device fingerprint' })),
  hashVersion: Type.Optional(
    Type.Integer({
      description: 'Which components are stable; hashes of two versions cannot be compared. Absent is 1',
    }),
  ),
  fullHash: Type.Optional(Type.String({ description: 'Hash of all components' })),
  components: Type.Optional(Type.Record(Type.String(), component)),
  error: Type.Optional(Type.String({ description: 'Why there is none, where one was asked for' })),
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
