export interface Frame {
  source?: string | undefined
  called?: string | undefined
  line?: number | undefined
  column?: number | undefined
}

/** Writes frames, newest first, as Chromium writes a stack. */
export function writeStack(frames: readonly Frame[], name: string | undefined, message: string): string {
  const lines = frames.map(({ source, called, line, column }) => {
    const place = `${source ?? '<anonymous>'}:${line ?? 1}:${column ?? 1}`
    return called && called !== '?' ? `    at ${called} (${place})` : `    at ${place}`
  })
  return [`${name ?? 'Error'}: ${message}`, ...lines].join('\n')
}
