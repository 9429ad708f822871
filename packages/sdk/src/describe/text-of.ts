import { attempt } from '../browser/attempt.ts'
import { scrubUrl } from '../privacy/scrub-url.ts'
import { elementAddress } from './element-address.ts'

/** A value as text, whatever its own toString or getters do. */
function textOf(value: unknown): string {
  return (
    attempt(() => (value === Object(value) ? objectText(value as object) : String(value))) ??
    attempt(() => kindOf(value)) ??
    '[unreadable object]'
  )
}

function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value)
}

/** Platform objects have no fields of their own that JSON would show. */
function objectText(value: object): string {
  const { localName, id, isTrusted, type, target, code, url, responseURL, status } = value as Record<string, unknown>
  const name = kindOf(value).slice(8, -1)
  if (localName) {
    const address = elementAddress(value)
    return `<${localName}${id ? `#${id}` : ''}${address && ` src="${address}"`}>`
  }
  if (isTrusted !== undefined) {
    return [name, `"${type}"`, target && `on ${textOf(target)}`, code].filter(Boolean).join(' ')
  }
  const json = JSON.stringify(value)
  // more than `{}`
  if (json?.[2]) return json
  const address = url ?? responseURL
  return typeof address === 'string' ? [name, status, scrubUrl(address)].filter(Boolean).join(' ') : kindOf(value)
}

/** Returns "name: message", as far as they exist. */
export function lineOf(value: unknown): string {
  const { name, message } = summarize(value)
  return [name, message].filter(Boolean).join(': ')
}

/** Each field is read on its own, so that a getter that throws costs no other. */
export function summarize(value: unknown): { name?: string; message: string; stack?: string } {
  const [name, message, stack] = ['name', 'message', 'stack'].map((field) =>
    attempt(() => (value as Record<string, unknown>)?.[field]),
  )
  const error = { ...(typeof stack === 'string' && { stack }) }
  // errors of another frame are no instances of this one's Error
  if (message === undefined) return { ...error, message: textOf(value) }
  // these describe a thrown value that is no Error
  const details = stack || value instanceof DOMException ? '' : attempt(() => JSON.stringify(value, ['code', 'status']))
  return {
    ...error,
    ...(typeof name === 'string' && { name }),
    message: textOf(message) + (details?.[2] ? ` ${details}` : ''),
  }
}
