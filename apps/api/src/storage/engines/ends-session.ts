const errorResponse = 'E'.charCodeAt(0)

/**
 * Returns whether an answer in PostgreSQL's wire protocol contains an error that ends the server process (severities
 * FATAL and PANIC), for example when the disk is full. The answer consists of whole messages.
 */
export function endsSession(answer: Uint8Array): boolean {
  const view = new DataView(answer.buffer, answer.byteOffset, answer.byteLength)
  // a letter, then the length of the rest, which counts itself
  for (let at = 0; at + 5 <= answer.length; at += 1 + view.getInt32(at + 1)) {
    if (answer[at] === errorResponse && /\0V(FATAL|PANIC)\0/.test(textAt(answer, at))) return true
  }
  return false
}

function textAt(answer: Uint8Array, at: number): string {
  return Buffer.from(answer.buffer, answer.byteOffset + at, answer.length - at).toString('latin1')
}
