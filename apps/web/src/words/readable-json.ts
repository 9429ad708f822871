/** Returns JSON indented by two spaces, for any value. */
export function readableJson(value: unknown): string {
  try {
    return JSON.stringify(value, null, 2) ?? String(value)
  } catch {
    // cyclic, or a bigint: a value that never was JSON
    return String(value)
  }
}
