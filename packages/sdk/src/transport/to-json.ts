import { selectorOf } from '../browser/selector-of.ts'
import { isoTime } from '../iso-time.ts'

// as it was before the page could replace it
const { stringify } = JSON
const maxDepth = 20
/** Characters counted for the punctuation around a member, or for the text in its place. */
const markLength = 20

/**
 * Any value as JSON. Never throws: a value that cannot be read, refers to itself or has no JSON is replaced by its
 * name. `toJSON` is not called, since old libraries define one that turns arrays into strings.
 *
 * @param changeText applied to every text, names of members too
 * @param maxLength approximate number of characters; the rest is left out
 */
export function toJson(given: unknown, changeText = (text: string) => text, maxLength = 1e7): string {
  let left = maxLength
  return stringify(copy(() => given, [])) ?? 'null'

  /** Objects and lists without a prototype, so that none gives them a `toJSON`. */
  function copy(read: () => unknown, ancestors: unknown[]): unknown {
    try {
      let value = read()
      if (typeof value === 'function') return
      if (value === Object(value)) {
        const kind = Object.prototype.toString.call(value).slice(8, -1)
        if (/^(Object|Array|Map|Set)$/.test(kind)) {
          if (ancestors.includes(value)) return '[circular]'
          if (ancestors.length > maxDepth) return '[truncated]'
          return copyMembers(value as Record<string, unknown>, kind !== 'Object', [...ancestors, value])
        }
        // the fields of a platform object are getters of its prototype
        if (kind === 'Date') value = isoTime(value as Date)
        else value = (value instanceof Node && selectorOf(value)) || String(value)
      }
      if (/string|bigint|symbol/.test(typeof value)) value = changeText(String(value))
      left -= `${value}`.length
      return value
    } catch {
      return '[unreadable]'
    }
  }

  function copyMembers(value: Record<string, unknown> | Iterable<unknown>, isList: boolean, ancestors: unknown[]) {
    const copied = isList ? Object.setPrototypeOf([], null) : Object.create(null)
    let index = 0
    for (const one of isList ? (value as Iterable<unknown>) : Object.keys(value)) {
      // the server refuses names by which prototypes are reached
      if (!isList && /^(__proto__|constructor)$/.test(one as string)) continue
      const name = isList ? index++ : changeText(one as string)
      left -= `${name}`.length + markLength
      const isFull = left < 0
      copied[name] = isFull
        ? '[truncated]'
        : copy(() => (isList ? one : (value as Record<string, unknown>)[one as string]), ancestors)
      if (isFull) break
    }
    return copied
  }
}
