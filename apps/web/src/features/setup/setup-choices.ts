import { html } from 'lit'
import { term } from '../../ui/text/term.ts'
import type { SetupChoice } from './setup-code.ts'
import './setup-choices.css'

const rates = [1, 0.5, 0.25, 0.1, 0.01]

const switches = {
  visitorId: {
    label: 'Visitor id',
    meaning: 'A random id kept in the browser that recognises returning visitors. Some laws require consent.',
  },
  fingerprint: {
    label: 'Device fingerprint',
    meaning:
      'Some sixty components that together may tell one browser from others, without storing anything in it. Some laws require consent.',
  },
  asksConsent: {
    label: 'Wait for consent',
    meaning: 'Collects at once, but sends only after your page passes on the visitor’s consent.',
  },
} as const satisfies Partial<Record<keyof SetupChoice, { label: string; meaning: string }>>

type Switch = keyof typeof switches

/** Shows the options of the tag. */
export function setupChoices(choice: SetupChoice, choose: (change: Partial<SetupChoice>) => void) {
  const onRate = (event: Event) => choose({ sampleRate: Number((event.target as HTMLSelectElement).value) })
  return html`<form class="choices" @submit=${(event: Event) => event.preventDefault()}>
    ${(Object.keys(switches) as Switch[]).map((name) => switchRow(name, choice[name], choose))}
    <label class="rate">
      Page views that report
      <select @change=${onRate}>
        ${rates.map((rate) => html`<option value=${rate} ?selected=${rate === choice.sampleRate}>${rate * 100} %</option>`)}
      </select>
    </label>
    <p class="hint">
      Vitals, errors, resources and properties of the browser are always collected. Visitors with Global Privacy Control
      or Do Not Track are never given an id or a fingerprint.
    </p>
  </form>`
}

function switchRow(name: Switch, isOn: boolean, choose: (change: Partial<SetupChoice>) => void) {
  const { label, meaning } = switches[name]
  const onChange = (event: Event) => choose({ [name]: (event.target as HTMLInputElement).checked })
  return html`<div class="choice">
    <label>
      <input type="checkbox" role="switch" .checked=${isOn} @change=${onChange} />
      ${label}
    </label>
    ${term(html`<span class="visually-hidden">${label}: what does it mean</span>`, meaning)}
  </div>`
}
