import { murmur3 } from './murmur3.ts'

/** Returns a long list of names as its count and hash, for comparison. */
export function countedNames(names: string[]): { count: number; hash: string } {
  return { count: names.length, hash: murmur3(names.join()) }
}
