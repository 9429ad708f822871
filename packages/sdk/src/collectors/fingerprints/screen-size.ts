/** Longer side first, so that turning the device changes nothing. CSS pixels. */
export function screenSize(): number[] {
  return [screen.width, screen.height].sort((a, b) => b - a)
}
