/** JSON with two spaces, whatever the value is. */
export function readableJson(value: unknown): string {
  try {
    return JSON.stringify(value, null, 2) ?? String(value)
  } catch {
    // cyclic, or a bigint: only a value that never was JSON
    return String(value)
  }
}
