import { html, nothing } from 'lit'
import { chooseZone, chosenZone, timeZone } from '../../words/time-zone.ts'

/** Chooses the zone of all times and days: the browser's, UTC, or another one. The page is loaded again in it. */
export function zoneChoice() {
  const chosen = chosenZone() ?? ''
  const named = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')
  const choose = ({ target }: Event) => {
    chooseZone((target as HTMLSelectElement).value || undefined)
    location.reload()
  }
  const option = (zone: string, label = zone) =>
    html`<option value=${zone} ?selected=${zone === chosen}>${label}</option>`
  return html`<label class="zone-choice">
    Times in
    <select @change=${choose}>
      ${option('', chosen === '' ? `this browser's zone, ${timeZone}` : "this browser's zone")} ${option('UTC')}
      ${chosen !== '' && chosen !== 'UTC' && !named.includes(chosen) ? option(chosen) : nothing}
      ${named.map((zone) => option(zone))}
    </select>
  </label>`
}
