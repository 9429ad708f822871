/** The outcome for one script or style sheet. */
export interface UploadedFile {
  file: string
  map: string
  debugId: string
  result: 'stored' | 'known' | 'refused'
  /** Why it was refused. */
  reason: string
}

/** Formats the outcome of an upload as a table, a line each file. */
export function uploadTable(files: UploadedFile[]): string {
  const rows = files.map(({ file, map, debugId, result, reason }) => [file, map, debugId, reason || result])
  const lines = [['FILE', 'SOURCE MAP', 'DEBUG ID', 'RESULT'], ...rows]
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)))
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** True if at least one map is on the server now. */
export function isUploaded(files: UploadedFile[]): boolean {
  return files.some(({ result }) => result !== 'refused')
}
