import { canonicalPath } from '../identity/canonical-path.ts'
import { isBuildHash } from './is-build-hash.ts'
import { isTechnical } from './without-numbers.ts'

const uuid = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi
const separators = /([-._~@+=!,/]+)/

/** Returns the path of a script with `*` in place of ids and of hashes that a build made: `/assets/app-*.js`. */
export function scriptPath(path: string): string {
  const named = path
    .replace(uuid, '*')
    .split(separators)
    .map((piece) => (isBuildHash(piece) && !isTechnical(piece) ? '*' : piece))
  return canonicalPath(named.join(''))
}
