/** As the predecessor wrote it: "2560x1440", CSS pixels. */
export function screenResolution(): string {
  return `${screen.width}x${screen.height}`
}
