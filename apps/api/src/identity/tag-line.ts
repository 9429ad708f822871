import { identityKey } from './identity-key.ts'

const maxTagLength = 300

/** Returns a tag `name:value` as it is stored and asked for: in one line, and hashed at its end if it is long. */
export function tagLine(tag: string): string {
  return identityKey(tag.replaceAll('\n', ' '), maxTagLength)
}
