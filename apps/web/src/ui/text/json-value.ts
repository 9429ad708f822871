import { html } from 'lit'
import { asObject } from '../../api/readers.ts'
import { formatCount } from '../../words/quantity.ts'
import { readableJson } from '../../words/readable-json.ts'
import './json-value.css'
import './folded-text.ts'

/** Maximum characters of a list in one line. */
const longestLine = 120

/** Shows any JSON value as readably as possible. */
export function jsonValue(value: unknown) {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string')
    return html`<folded-text .text=${value.trim() === '' ? '(empty text)' : value} limit="200"></folded-text>`
  if (value === null || value === undefined) return 'none'

  const members = Array.isArray(value) ? value : Object.entries(asObject(value))
  if (members.length === 0) return Array.isArray(value) ? '(empty list)' : '(empty)'
  const line = oneLine(value)
  if (line !== undefined && line.length <= longestLine) return line
  return html`<details class="json-value">
    <summary>${formatCount(members.length, Array.isArray(value) ? 'value' : 'field')}</summary>
    <pre tabindex="0" aria-label="Value"><folded-text .text=${readableJson(value)} limit="4000"></folded-text></pre>
  </details>`
}

/** Returns flat lists and records in one line: "a, b, c" or "width 3, height 4". */
function oneLine(value: unknown): string | undefined {
  const isFlat = (member: unknown) => typeof member !== 'object' || member === null
  if (Array.isArray(value)) return value.every(isFlat) ? value.map(shown).join(', ') : undefined
  const entries = Object.entries(asObject(value))
  return entries.every(([, member]) => isFlat(member))
    ? entries.map(([name, member]) => `${name} ${shown(member)}`).join(', ')
    : undefined
}

function shown(member: unknown): string {
  return member === '' ? '""' : String(member)
}
