/** Where in the code an error went through. */
export interface Frame {
  name: string
  address: string
  /** From 1, as `column`; both move with every build. Null in WebAssembly, and 1 where evaluated code tells its own. */
  line: number | null
  column: number | null
}

/** More lines have the message of a page that writes novels. */
const maxLines = 200
const sdkTruncated = /… \[truncated, \d+ characters\]$/

/**
 * The frames of a stack in the formats of Chromium, Firefox and Safari. The stack of Chromium begins with name and message, whose lines
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
  // the message was changed on the way, its addresses scrubbed for example: it has as many lines
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

/** `name@url:1:2`, of Safari also `url:1:2`; of evaluated code `name@url line 3 > eval:1:2`. No pattern: one would try every @. */
function geckoFrame(line: string): Frame | undefined {
  const call = line.trim().replace(/ line \d+ > .*$/, ':1:1')
  const at = call.indexOf('@')
  if (at < 0 && !/^[a-z][a-z\d+.-]*:\/\//i.test(call)) return undefined
  return readAddress(call.slice(at + 1), call.slice(0, Math.max(0, at)))
}

/** Returns undefined where there is no line and column, or in WebAssembly no function and offset. */
function readAddress(text: string, name: string): Frame | undefined {
  const [, address, line, column] = /^(\S+?):(?:(\d+):(\d+)|wasm-function\[\d+\]:0x[\da-f]+)$/.exec(text) ?? []
  if (address === undefined) return undefined
  return { name, address, line: line ? Number(line) : null, column: column ? Number(column) : null }
}
