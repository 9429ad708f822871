/** So long the browser may take to begin to read it. */
const keptForMs = 60_000

/** Gives a file to the person who looks at the page. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), keptForMs)
}
