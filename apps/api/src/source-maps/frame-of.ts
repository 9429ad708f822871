import type { Frame as MappedFrame } from '@collector/schema'
import type { Frame } from '../ingest/stack-frames.ts'
import type { MappedPosition } from './map-job.ts'
import type { SentError } from './sent-error.ts'

/** The place of a frame in a source, or the reason why it has none. */
export type FramePlace = { position: MappedPosition } | { reason: string }

/** A minifier gives names that are this short. */
const maxMinifiedName = 2
/** Sources that bundlers bring, and packages. */
const foreignSource = /(?:^|\/)node_modules\/|^(?:webpack|vite|rolldown)\/|^\0|^(?:external|ignored) /

/** A frame as answers show it. @param caller the place that called it */
export function frameOf(
  { pageUrl }: SentError,
  { name, address, line, column }: Frame,
  place: FramePlace,
  caller: FramePlace | undefined,
): MappedFrame {
  const minified = { function: name || null, file: address, line, column }
  if ('reason' in place) {
    return { ...minified, own: isOwnScript(address, pageUrl), context: null, minified, reason: place.reason }
  }
  const { position } = place
  // a framework calls every function by the same name: listener, callback
  const isCalledByOwn = caller && 'position' in caller && !foreignSource.test(caller.position.file)
  const calledAs = isCalledByOwn ? caller.position.name : null
  const keptName = name.length > maxMinifiedName ? name : null
  return {
    function: position.function ?? calledAs ?? keptName,
    file: position.file,
    line: position.line,
    column: position.column,
    own: !foreignSource.test(position.file),
    context: position.context,
    minified,
    reason: null,
  }
}

/** Returns a frame that says why an error has no frames. */
export function whyNoFrames({ message }: SentError): MappedFrame {
  const nowhere = { function: null, file: null, line: null, column: null }
  const isHidden = /^(?:uncaught )?script error\.?$/i.test(message.trim())
  return {
    ...nowhere,
    own: false,
    context: null,
    minified: nowhere,
    reason: isHidden
      ? 'script of another origin without crossorigin: the browser hides its errors. Add crossorigin to its script tag, and CORS to its server'
      : 'the error has no stack',
  }
}

/** Returns whether a script is of the page's host. If the page is unknown, every script but an extension's counts. */
function isOwnScript(address: string, pageUrl: string | null): boolean {
  const url = URL.parse(address)
  if (!url || /-extension:$/.test(url.protocol)) return false
  return pageUrl === null || url.host === URL.parse(pageUrl)?.host
}
