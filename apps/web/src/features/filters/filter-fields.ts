import type { Dimension, Filters } from '@collector/schema'
import { dimensions } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { anyValue, deviceWords, filterLabels, kindLabels, noBots } from '../../address/address-filters.ts'
import { deviceLabels } from '../../words/device-labels.ts'
import { errorChoices, ownChoices } from './filter-words.ts'

/** Recent values of each dimension, as suggestions. */
export type KnownValues = Partial<Record<Dimension, readonly string[]>>

/** Devices are few, so they have a list instead of a text field. */
const textFields = [
  ...dimensions.filter((name) => name !== 'device'),
  'referrer',
  'visitorId',
  'user',
  'tag',
  'reference',
] as const satisfies (keyof Filters)[]

const placeholders: Partial<Record<keyof Filters, string>> = {
  path: '/shop/* for all below',
  tag: 'plan:free',
  referrer: 'google.com',
}

/** Shows a field for each filter. `asked` returns its value, and `onField` is told of changes. */
export function filterFields(
  asked: (name: keyof Filters) => string,
  known: KnownValues,
  onField: (event: Event) => void,
) {
  return html`${textFields.map((name) => textField(name, asked(name), isDimension(name) ? known[name] : undefined, onField))}
    ${choice('device', deviceChoices(asked('device')), asked('device'), onField)}
    ${choice('hasErrors', Object.entries(errorChoices), asked('hasErrors'), onField)}
    ${choice('own', Object.entries(ownChoices), asked('own'), onField)}
    ${choice('kind', Object.entries(kindLabels), asked('kind'), onField)}`
}

function textField(
  name: (typeof textFields)[number],
  value: string,
  known: readonly string[] | undefined,
  onField: (event: Event) => void,
) {
  return html`<label>
    ${filterLabels[name]}
    <input
      name=${name}
      autocomplete="off"
      spellcheck="false"
      placeholder=${placeholders[name] ?? 'any'}
      list=${known ? `known-${name}` : nothing}
      .value=${value}
      @change=${onField}
    />
    ${known ? html`<datalist id="known-${name}">${known.map((text) => html`<option value=${text}></option>`)}</datalist>` : nothing}
  </label>`
}

function choice(name: keyof Filters, options: [string, string][], chosen: string, onField: (event: Event) => void) {
  return html`<label>
    ${filterLabels[name]}
    <select name=${name} @change=${onField}>
      <option value="" ?selected=${chosen === ''}>any</option>
      ${options.map(([value, label]) => html`<option value=${value} ?selected=${chosen === value}>${label}</option>`)}
    </select>
  </label>`
}

function isDimension(name: string): name is Dimension {
  return (dimensions as readonly string[]).includes(name)
}

/** Returns the options of the device list, with the address's own value if it is another. */
function deviceChoices(asked: string): [string, string][] {
  const choices: [string, string][] = [[noBots, 'All but bots'], ...Object.entries(deviceLabels)]
  const isListed = ['', anyValue, ...choices.map(([value]) => value)].includes(asked)
  return isListed ? choices : [...choices, [asked, deviceWords(asked)]]
}
