/** A picture that is only pixels, and comes from nowhere else. */
export function isRasterPicture(text: string): boolean {
  return /^data:image\/(png|jpeg|webp);base64,/.test(text)
}
