import { hashTextHex } from './hash-text.ts'
import { remembered } from './remembered.ts'

/** What tells errors apart. */
export interface GroupableError {
  type: string
  name: string | null
  message: string
  source: string | null
  stack: string | null
}

/** Counts up when grouping changes: keys of two versions never mix. */
const version = 1
const maxFrames = 5

/**
 * The same for errors that are alike: same type, name and message, thrown at the same place, whatever numbers, ids, hashes
 * and addresses are in them. Lines and columns are left out, since they move with every build.
 */
export function errorGroupKey({ type, name, message, source, stack }: GroupableError): string {
  return groupKey(JSON.stringify([type, name, message, source, stack]))
}

/** An error that occurs once usually occurs again, and telling what in it varies takes a dozen patterns. */
const groupKey = remembered((described) => keyOf(JSON.parse(described)), { maxKnown: 1000, maxLength: 4096 })

function keyOf([type, name, message, source, stack]: [string, string | null, string, string | null, string | null]) {
  const frames = stackFrames(stack ?? '')
  const place = frames.length > 0 ? frames : [normalisePath(source ?? '')]
  return hashTextHex(JSON.stringify([version, type, name, normaliseMessage(message), place]))
}

const url = /\b(?:https?|wss?|blob|file|data|[\w-]+-extension):[^\s"'`<>()[\]{}]+/gi
const query = /(\/[^\s"'`?#]*)[?#][^\s"'`<>)]*/g
const email = /[\w.+-]+@[\w-]+\.[\w.-]+/g
const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi
/** Hexadecimal or mixed letters and digits: what no one chose as a word. */
const token = /\b(?=[A-Za-z_-]*\d)(?=\d*[A-Za-z])[\w-]{6,}\b/g
const number = /\d+(?:[.,:]\d+)*/g

/** The words of a message without what differs from one occurrence to the next. */
export function normaliseMessage(message: string): string {
  return message
    .slice(0, 500)
    .replace(url, '<url>')
    .replace(query, '$1')
    .replace(email, '<email>')
    .replace(uuid, '<id>')
    .replace(token, '<id>')
    .replace(number, '<n>')
    .replace(/\s+/g, ' ')
    .trim()
}

/** A part of a file's name that a build made of its content: app-3f2a9c1b.js, main.8f3e2d1.chunk.js, index-BxKdaZQw.js */
const buildHash = /[-._](?=[\w-]*(?:\d|[a-z][A-Z]))[\w-]{6,40}(?=(?:\.(?:min|chunk|bundle|module|esm))*\.\w{1,4}$)/g

/** The path of a script without host, query, ids and build hashes. */
export function normalisePath(address: string): string {
  const path = address
    .replace(/^[\w-]+:\/\/[^/]*/, '')
    .replace(/[?#].*$/s, '')
    .slice(-300)
  return path.replace(buildHash, '').replace(uuid, '<id>').replace(number, '<n>')
}

interface Frame {
  name: string
  address: string
}

/** `at name (url:1:2)` of Chromium. */
function chromiumFrame(line: string): Frame | undefined {
  const [, name = '', address] = /^\s*at (?:(?:async )?(.*?) \()?(\S+?)(?::\d+)?(?::\d+)?\)?$/.exec(line) ?? []
  return address === undefined ? undefined : { name, address }
}

/** `name@url:1:2` of Firefox and Safari. No pattern: one would try every @ of a line that is made of them. */
function geckoFrame(line: string): Frame | undefined {
  const lastSpace = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'))
  const at = line.indexOf('@', lastSpace + 1)
  const address = line.slice(at + 1).replace(/(?::\d+){1,2}$/, '')
  return at < 0 || address === '' ? undefined : { name: line.slice(0, at), address }
}

function stackFrames(stack: string): string[] {
  const frames: string[] = []
  for (const line of stack.split('\n', 50)) {
    const short = line.slice(0, 1000)
    const frame = chromiumFrame(short) ?? geckoFrame(short)
    if (!frame) continue
    frames.push(`${normaliseName(frame.name)}@${normalisePath(frame.address)}`)
    if (frames.length === maxFrames) break
  }
  return frames
}

/** A name of one or two letters is the minifier's, another in the next build. */
function normaliseName(name: string): string {
  const last = name.split(/[./<]/).filter(Boolean).at(-1) ?? ''
  return last.length <= 2 ? '' : last.replace(number, '<n>')
}
