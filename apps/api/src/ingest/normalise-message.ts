import { inOneWording } from './in-one-wording.ts'
import { isBuildHash } from './is-build-hash.ts'
import { isErrorCode, namesAnError } from './names-an-error.ts'
import { normalisePath } from './normalise-path.ts'
import { isTechnical } from './without-numbers.ts'

/** Maximum characters read, and maximum characters of the normalised text. Truncating first would depend on the length of numbers. */
const maxRead = 2000
const maxLength = 500
/** Characters around a number that are its context. */
const contextLength = 40

// each pattern starts only at the beginning of a run of its characters: starting at every character would take quadratic time
const url = /(?<![\w-])(?:https?|wss?|blob|file|data|[\w-]+-extension):[^\s"'`<>]*[^\s"'`<>.,:;!?)\]}]/gi
const query = /(\/[^\s"'`?#]*)[?#][^\s"'`<>)]*/g
const file =
  /(?<![^\s"'`<>()[\]{}|,;:=])[^\s"'`<>()[\]{}|,;:=]+\.(?:[cm]?jsx?|tsx?|css|map|wasm|json|html?|vue|svelte|php|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|mp[34]|webm)(?![\w-])/g
const email = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
const uuid = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi
const date = /\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/g
/** Addresses of networks: IPv6 and MAC. */
const hexGroups = /(?<![\w:])(?=[\da-f:]*\d)(?:[\da-f]{1,4})?(?::{1,2}[\da-f]{1,4}){2,7}(?![\w:])/gi
const iban = /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b/g
const word = /\d+(?:[.,:]\d+)+|[\w$-]+/g

/** Removes the parts of a message that differ between occurrences, or only between browsers. */
export function normaliseMessage(message: string): string {
  return inOneWording(message.slice(0, maxRead))
    .replace(url, '<url>')
    .replace(query, '$1')
    .replace(file, normalisePath)
    .replace(email, '<email>')
    .replace(uuid, '<id>')
    .replace(date, '<n>')
    .replace(hexGroups, '<id>')
    .replace(iban, '<id>')
    .replace(word, withoutIds)
    .replace(/<n>(?:[ .,:/-]?<n>)+/g, '<n>')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, maxLength)
}

function withoutIds(found: string, at: number, whole: string): string {
  if (!/\d/.test(found)) return isAllLetterId(found) ? '<id>' : found
  const end = at + found.length
  const isNamed = () =>
    namesAnError(found, whole.slice(Math.max(0, at - contextLength), at), whole.slice(end, end + contextLength))
  if (/^-?\d/.test(found) && !/[A-Za-z_$]/.test(found)) return isNamed() ? found : found.replace(/\d+/g, '<n>')
  if (/^0x[\da-f]+$/i.test(found)) return isNamed() ? found : '<id>'
  if (isErrorCode(found) || isTechnical(found)) return found
  return found.split(/[-_$]+/).some(isId) ? '<id>' : found.replace(/\d+/g, '<n>')
}

/** Returns whether it is hexadecimal or base64 that happens to have no digit. */
function isAllLetterId(found: string): boolean {
  return /^[a-f]{8,}$/i.test(found) || (found.length >= 16 && /[a-z]/.test(found) && isBuildHash(found))
}

/** Returns whether letters and digits alternate, as in no word. */
function isId(piece: string): boolean {
  return (
    /[A-Za-z]/.test(piece) &&
    /\d/.test(piece) &&
    (isBuildHash(piece) || /\d[A-Za-z]+\d|[A-Za-z]\d+[A-Za-z]+\d/.test(piece))
  )
}
