import type { FingerprintAnswer } from '@collector/schema'
import { components } from '@collector/schema/catalogue'
import { html } from 'lit'
import { absent } from '../../../ui/text/absent.ts'
import '../../../ui/table/data-table.ts'
import { asAmount, ownMember, type PlainObject } from '../../../api/readers.ts'
import type { Column } from '../../../ui/table/data-table.ts'
import { jsonValue } from '../../../ui/text/json-value.ts'
import { quantity } from '../../../ui/text/quantity.ts'
import { term } from '../../../ui/text/term.ts'
import { durationQuantity, formatNumber, quantityText } from '../../../words/quantity.ts'
import { readableJson } from '../../../words/readable-json.ts'
import { type ReportComponent, reportComponents } from '../report-data.ts'
import { oneIn } from './fingerprint-rarity.ts'
import './component-table.css'

const columns: readonly Column<ReportComponent>[] = [
  { label: 'Component', value: ({ name }) => labelOf(name), render: ({ name }) => nameCell(name) },
  {
    label: 'Value',
    value: ({ value, error }) => error ?? readableJson(value).slice(0, 200),
    render: (component) => valueCell(component),
    isWide: true,
  },
  { label: 'Time', value: ({ durationMs }) => asAmount(durationMs), render: (row) => timeCell(row), isNumeric: true },
]

/** Shows every fingerprint component: its meaning, value and duration, and its entropy if known. */
export function componentTable(fingerprints: PlainObject, rarity?: FingerprintAnswer) {
  return html`<data-table
    class="components"
    label="Fingerprint components"
    .columns=${rarity ? [...columns, bitsColumn(rarity)] : columns}
    .rows=${reportComponents(fingerprints)}
    empty="No components"
  ></data-table>`
}

function bitsColumn({ components }: FingerprintAnswer): Column<ReportComponent> {
  const byName = new Map(components.map((component) => [component.name, component]))
  return {
    label: 'Tells',
    value: ({ name }) => byName.get(name)?.bits,
    render: ({ name }) => {
      const component = byName.get(name)
      if (!component) return absent('–')
      return html`${quantity({ value: formatNumber(component.bits, 1), unit: 'bits' })}<small>${oneIn(component)}</small>`
    },
    isNumeric: true,
  }
}

function labelOf(name: string): string {
  return ownMember<{ label: string }>(components, name)?.label ?? name.slice(0, 80)
}

function nameCell(name: string) {
  const meaning = ownMember<{ meaning: string }>(components, name)?.meaning
  return meaning === undefined ? labelOf(name) : term(labelOf(name), meaning)
}

function valueCell({ value, error }: ReportComponent) {
  if (error !== undefined) return absent(errorWords(error))
  if (typeof value === 'string' && value.startsWith('data:image/')) return 'the picture above'
  return jsonValue(value)
}

const knownErrors: Readonly<Record<string, string>> = {
  unsupported: 'not available in this browser',
  timeout: 'timed out',
  blocked: 'blocked by the browser',
}

function errorWords(error: string): string {
  return ownMember(knownErrors, error) ?? `failed: ${error.slice(0, 300)}`
}

function timeCell({ durationMs, waitedMs }: ReportComponent) {
  const own = asAmount(durationMs)
  const waited = asAmount(waitedMs)
  if (own === undefined) return absent('–')
  return html`${quantity(durationQuantity(own))}${
    waited ? html`<small>waited ${quantityText(durationQuantity(waited))}</small>` : ''
  }`
}
