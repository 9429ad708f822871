/** Bytes of a text as it is sent, in UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
