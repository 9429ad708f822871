/** Engines break the lines of this text differently. */
export function nativeCode(): string {
  return String(Math.max)
}
