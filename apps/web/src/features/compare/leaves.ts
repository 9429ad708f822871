import { asArray, isObject } from '../../api/readers.ts'

/** Depth below which values are compared as a whole. */
const deepest = 6
const mostLeaves = 2000

/** Returns the leaf values of a document by path: "connection › rtt". A list of simple values is one value. */
export function leaves(value: unknown): Map<string, unknown> {
  const found = new Map<string, unknown>()
  const visit = (value: unknown, path: readonly string[]) => {
    if (found.size >= mostLeaves) return
    const members = path.length < deepest ? membersOf(value) : []
    if (members.length > 0) for (const [name, member] of members) visit(member, [...path, name])
    else if (path.length > 0) found.set(path.join(' › '), value)
  }
  visit(value, [])
  return found
}

function membersOf(value: unknown): [string, unknown][] {
  if (isObject(value)) return Object.entries(value)
  const list: readonly unknown[] = isSimpleList(value) ? [] : asArray(value)
  return list.map((member, index) => [String(index + 1), member])
}

/** Returns whether it is a list of numbers, texts, booleans and nulls only. */
export function isSimpleList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.every((member) => typeof member !== 'object' || member === null)
}
