import type { Frame } from '@collector/schema'
import { shortUrl } from '../../words/url.ts'

/** Returns the function and the place of a frame as text. */
export function frameWords({ function: name, file, line, column }: Frame): { name: string; place: string } {
  return { name: name ?? '(anonymous)', place: placeText(file, line, column) }
}

/** Returns where a mapped frame is in the script. */
export function minifiedPlace({ minified }: Frame): string {
  const place = placeText(minified.file, minified.line, minified.column)
  return minified.function ? `${minified.function} at ${place}` : place
}

function placeText(file: string | null, line: number | null, column: number | null): string {
  if (file === null) return 'unknown place'
  return [shortUrl(file, undefined), line, column].filter((part) => part !== null).join(':')
}
