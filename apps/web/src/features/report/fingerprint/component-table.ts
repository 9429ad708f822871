import type { FingerprintAnswer } from '@collector/schema'
import { type ComponentGroup, componentGroup, components, enoughBrowsers } from '@collector/schema/catalogue'
import { html } from 'lit'
import { absent } from '../../../ui/text/absent.ts'
import '../../../ui/table/data-table.ts'
import { asAmount, ownMember, type PlainObject } from '../../../api/readers.ts'
import type { Column } from '../../../ui/table/data-table.ts'
import { quantity } from '../../../ui/text/quantity.ts'
import { term } from '../../../ui/text/term.ts'
import { durationQuantity, formatNumber, quantityText } from '../../../words/quantity.ts'
import { readableJson } from '../../../words/readable-json.ts'
import { type ReportComponent, reportComponents } from '../report-data.ts'
import { componentLabel } from './component-label.ts'
import { componentValue } from './component-value.ts'
import { oneIn } from './identifiability.ts'
import './component-table.css'

const columns: readonly Column<ReportComponent>[] = [
  { label: 'Component', value: ({ name }) => componentLabel(name), render: ({ name }) => nameCell(name) },
  {
    label: 'Value',
    value: ({ value, error }) => error ?? readableJson(value).slice(0, 200),
    render: (component) => valueCell(component),
    isWide: true,
  },
]
const timeColumn: Column<ReportComponent> = {
  label: 'Time',
  value: ({ durationMs }) => asAmount(durationMs),
  render: (row) => timeCell(row),
  isNumeric: true,
}

const groupHeadings: Record<ComponentGroup, string> = {
  drawing: 'How does it draw?',
  device: 'Which device is it?',
  screen: 'Which screen does it have?',
  settings: 'How is it set?',
  browser: 'Which browser is it?',
  evidence: 'Is it automated or changed?',
}

/** Shows every fingerprint component by what it is about: its meaning and value, what it tells if known, and the time it took if wanted. */
export function componentTables(
  fingerprints: PlainObject,
  { rarity, hasTimes }: { rarity: FingerprintAnswer | undefined; hasTimes: boolean },
) {
  const all = reportComponents(fingerprints)
  const shown = [...columns, ...(hasTimes ? [timeColumn] : []), ...(rarity ? [bitsColumn(rarity)] : [])]
  return [...Object.entries(groupHeadings), [undefined, 'Others'] as const].map(([group, heading]) => {
    const rows = all.filter(({ name }) => componentGroup(name) === group)
    if (rows.length === 0) return ''
    return html`<h3>${heading}</h3>
      <data-table
        class="components"
        label=${heading}
        .columns=${shown}
        .rows=${rows}
        .sorting=${rarity ? { column: shown.length - 1, isDescending: true } : undefined}
      ></data-table>`
  })
}

function bitsColumn({ components }: FingerprintAnswer): Column<ReportComponent> {
  const byName = new Map(components.map((component) => [component.name, component]))
  return {
    label: 'Tells',
    value: ({ name }) => byName.get(name)?.bits,
    render: ({ name }) => {
      const component = byName.get(name)
      if (!component) return absent('–')
      if (component.total < enoughBrowsers) return absent('too few to tell')
      return html`${quantity({ value: formatNumber(component.bits, 1), unit: 'bits' })}<small>${oneIn(component)}</small>`
    },
    isNumeric: true,
  }
}

function nameCell(name: string) {
  const meaning = ownMember<{ meaning: string }>(components, name)?.meaning
  return meaning === undefined ? componentLabel(name) : term(componentLabel(name), meaning)
}

function valueCell({ name, value, error }: ReportComponent) {
  if (error !== undefined) return absent(errorWords(error))
  if (typeof value === 'string' && value.startsWith('data:image/')) return 'the picture below'
  return componentValue(name, value)
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
