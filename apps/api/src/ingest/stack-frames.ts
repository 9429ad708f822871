/** A frame of a stack. */
export interface Frame {
  name: string
  address: string
  /** Line from 1, like `column`. Null in WebAssembly; 1 for evaluated code. */
  line: number | null
  column: number | null
}

/** Maximum number of lines; a message may have very many. */
const maxLines = 200
const sdkTruncated = /… \[truncated, \d+ characters\]$/

/**
 * Parses the frames of a stack in the formats of Chromium, Firefox and Safari. The stack of Chromium begins with name and message, whose lines
 * may look like anything.
 */
export function stackFrames({
  stack,
  name,
  message,
}: {
  stack: string
  name: string | null
  message: string
}): Frame[] {
  const lines = withoutMessage(stack, name, message).split('\n', maxLines)
  const ofChromium = lines.flatMap((line) => chromiumFrame(line) ?? [])
  return ofChromium.length > 0 ? ofChromium : lines.flatMap((line) => geckoFrame(line) ?? [])
}

function withoutMessage(stack: string, name: string | null, message: string): string {
  const kept = message.replace(sdkTruncated, '')
  for (const head of [`${name ?? 'Error'}: ${kept}`, `Uncaught ${name ?? 'Error'}: ${kept}`, kept]) {
    const isWhole = kept !== message || stack[head.length] === '\n' || stack.length === head.length
    if (head !== '' && isWhole && stack.startsWith(head)) return stack.slice(head.length)
  }
  const [first = ''] = stack.split('\n', 1)
  if (!/^ {4}at /m.test(stack) || chromiumFrame(first)) return stack
  // the message may have been changed, for example scrubbed, but has the same number of lines
  return stack.split('\n').slice(message.split('\n').length).join('\n')
}

/** `at name (url:1:2)`, `at url:1:2`, `at eval (eval at name (url:1:2), <anonymous>:1:2)` */
function chromiumFrame(line: string): Frame | undefined {
  const [, call = ''] = /^\s*at (.+?)\s*$/.exec(line) ?? []
  const opening = call.endsWith(')') ? call.indexOf(' (') : -1
  const inside = opening < 0 ? call.replace(/^async /, '') : call.slice(opening + 2, -1)
  const [, evaluated] = /^eval at .*?\(([^()]+)\)/.exec(inside) ?? []
  return readAddress(evaluated ?? inside, call.slice(0, Math.max(0, opening)))
}

/** `name@url:1:2`, in Safari also `url:1:2`; for evaluated code `name@url line 3 > eval:1:2`. Parsed without a pattern, which would try every @. */
function geckoFrame(line: string): Frame | undefined {
  const call = line.trim().replace(/ line \d+ > .*$/, ':1:1')
  const at = call.indexOf('@')
  if (at < 0 && !/^[a-z][a-z\d+.-]*:\/\//i.test(call)) return undefined
  return readAddress(call.slice(at + 1), call.slice(0, Math.max(0, at)))
}

/** Returns undefined without line and column, or in WebAssembly without function and offset. */
function readAddress(text: string, name: string): Frame | undefined {
  const [, address, line, column] = /^(\S+?):(?:(\d+):(\d+)|wasm-function\[\d+\]:0x[\da-f]+)$/.exec(text) ?? []
  if (address === undefined) return undefined
  return { name, address, line: line ? Number(line) : null, column: column ? Number(column) : null }
}
