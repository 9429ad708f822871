/** Screen size in CSS pixels, in the predecessor's format: "2560x1440". */
export function screenResolution(): string {
  return `${screen.width}x${screen.height}`
}
