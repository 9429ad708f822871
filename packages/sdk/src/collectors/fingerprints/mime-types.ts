export function mimeTypes(): string[] | undefined {
  return navigator.mimeTypes && Array.from(navigator.mimeTypes, ({ type }) => type)
}
