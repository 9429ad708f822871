/** A random UUID, version 4 (RFC 9562). `crypto.randomUUID` is missing on pages that came by plain http. */
export function uuid(): string {
  // replaces each 0, 1 and 8; the 8 keeps the variant's two bits, and the 4, the version, stays
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) => {
    const [random = 0] = crypto.getRandomValues(new Uint8Array(1))
    return (+digit ^ (random & (15 >> (+digit / 4)))).toString(16)
  })
}
