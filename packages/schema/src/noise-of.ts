import type { ErrorEntry } from './sections/errors.ts'

/** Safari hides which extension it was. Violations of a policy name the scheme alone. */
const extension = /^([\w-]+-extension|webkit-masked-url)\b| block(ed)? [\w-]+-extension$/

/**
 * Returns why an error says nothing about the page: it is a browser's own warning, or an extension's code threw it.
 * Extensions further down in the stack do not count, since they wrap listeners of the page.
 */
export function noiseOf({
  message,
  source,
  stack,
  disposition,
}: Pick<ErrorEntry, 'message' | 'source' | 'stack' | 'disposition'>): ErrorEntry['noise'] {
  // https://github.com/w3c/csswg-drafts/issues/5023
  if (/^ResizeObserver loop/.test(message)) return 'resize-observer'
  if (extension.test(`${throwingScript(stack, message) ?? source}\n${message}`)) return 'extension'
  return disposition === 'report' ? 'report-only' : undefined
}

/** The scheme of the first frame that names a script. Chromium puts the message before the frames, and it may name anything. */
function throwingScript(stack: string | undefined, message: string): string | undefined {
  // Safari has "safari-extension:(//…"
  return /[\w-]+:\(?\/\//.exec(stack?.replace(`: ${message}`, '') ?? '')?.[0]
}
