/** CSS pixels. */
export function windowSize() {
  return { innerWidth, innerHeight, outerWidth, outerHeight }
}
