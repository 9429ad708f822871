import { murmur3 } from './murmur3.ts'

/** A long list of names as what one compares it by. */
export function countedNames(names: string[]): { count: number; hash: string } {
  return { count: names.length, hash: murmur3(names.join()) }
}
