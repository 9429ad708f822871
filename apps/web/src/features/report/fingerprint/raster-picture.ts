/** Returns whether it is a data: URL of a picture made only of pixels. */
export function isRasterPicture(text: string): boolean {
  return /^data:image\/(png|jpeg|webp);base64,/.test(text)
}
