import { isBuildHash } from './is-build-hash.ts'
import { isTechnical, withoutNumbers } from './without-numbers.ts'

const maxPathLength = 2048
const origin = /^(?:blob:)?[\w+.-]+:\/\/[^/]*/
const separators = /([-._~@+=!,]+)/
const uuid = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi
/** Next.js puts the files of one build into a folder with an arbitrary name. */
const nextBuild = /(\/_next\/(?:static|data)\/)(?!(?:chunks|css|media|runtime|webpack|development)\/)[^/]+(?=\/)/
const numbers = /<n>(?:[.,:-]<n>)+/g
/** Base64 hashes of 8 characters in file names, which may contain the separators - and _. */
const base64InName = /[-._~]([\w-]{8})(?=\.)/g

/** Returns the path of a script without host, query, ids and build hashes in the names of files and folders. */
export function normalisePath(address: string): string {
  if (address.startsWith('data:')) return address.replace(/[,;].*$/s, '')
  return pathOf(address)
    .slice(0, maxPathLength)
    .replace(uuid, '<id>')
    .replace(nextBuild, '$1<hash>')
    .split('/')
    .map(normaliseName)
    .join('/')
}

/** Returns the path without host, query and fragment. */
export function pathOf(address: string): string {
  return address.replace(origin, '').replace(/[?#].*$/s, '')
}

function normaliseName(name: string): string {
  const pieces = name.replace(base64InName, withoutBase64).split(separators)
  // a folder that begins with a hash is one, whatever separators are in it
  if (!name.includes('.') && isHash(pieces[0] ?? '', true)) return '<hash>'
  return pieces
    .map((piece, place) => {
      // odd pieces are separators, handled with the next piece
      if (place % 2 === 1) return ''
      const separator = pieces[place - 1] ?? ''
      if (isHash(piece, place === 0)) return place === 0 ? '<hash>' : ''
      return separator + withoutNumbers(piece)
    })
    .join('')
    .replace(numbers, '<n>')
}

/** Returns whether the name of a file has a hash that a build put there, which differs where its content does. */
export function hasBuildHash(fileName: string): boolean {
  return normaliseName(fileName) !== withoutNumbers(fileName).replace(numbers, '<n>')
}

/** Returns whether a piece is a hash; one of six characters or more may have only digits. A whole name that is a number is an id, however long. */
function isHash(piece: string, isFirst: boolean): boolean {
  if (/^\d{6,}$/.test(piece)) return !isFirst
  return isBuildHash(piece) && !isTechnical(piece)
}

function withoutBase64(match: string, token: string): string {
  const isHash =
    /[-_]/.test(token) && !token.split(/[-_]+/).every((part) => /^(?:[A-Z]?[a-z]*|[A-Z]+)\d{0,4}$/.test(part))
  return isHash ? '' : match
}
