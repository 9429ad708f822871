import { tagLine } from '../identity/tag-line.ts'
import type { Decode, Json } from './clean.ts'

const maxTags = 30

/** Returns the tags of a submission as lines `name:value`, with a line break before and after each; null if there are none. */
export function extractTags(tags: Json, decode: Decode): string | null {
  const lines = Object.entries(tags)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .slice(0, maxTags)
    .map(([name, value]) => tagLine(`${decode(name)}:${decode(value)}`))
  return lines.length > 0 ? `\n${lines.join('\n')}\n` : null
}
