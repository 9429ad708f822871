import type { UnusualAnswer } from '@collector/schema'
import { minComparedBrowsers } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { LightElement } from '../../ui/light-element.ts'
import { mark } from '../../ui/text/mark.ts'
import { formatCount } from '../../words/quantity.ts'
import { formatDateTime } from '../../words/time.ts'
import { fieldLabel } from '../unusual/field-label.ts'
import { kindWords, shareWords } from '../unusual/unusual-words.ts'
import { comparedValue } from './compared-value.ts'
import './comparison-view.css'

/** Describes the browsers that a submission is compared with. */
export function typicalSide(answer: UnusualAnswer, change: () => void) {
  return html`<p class="side-name">
      <strong>Typical browser</strong>
      <button type="button" class="link" @click=${change}>Change</button>
    </p>
    <p class="hint">Of ${kindWords(answer)}, each counted once</p>
    <p class="hint">${formatDateTime(new Date(answer.from))} to ${formatDateTime(new Date(answer.to))}</p>`
}

/** Shows how a submission differs from the typical working browser of its kind, most unusual first, each difference once. */
@customElement('typical-view')
export class TypicalView extends LightElement {
  @property({ attribute: false }) answer!: UnusualAnswer
  /** Name of the submission. */
  @property() name = ''

  protected override render() {
    const { items, browsers } = this.answer
    if (browsers < minComparedBrowsers) {
      return html`<p class="difference-count">${mark('absent')} Too few to tell: ${kindWords(this.answer)} in that week.</p>`
    }
    if (items.length === 0) {
      return html`<p class="difference-count">${mark('good')} Nothing is unusual among ${kindWords(this.answer)}.</p>`
    }
    return html`<p class="difference-count">
        <strong>${formatCount(items.length, 'difference')}</strong>, most unusual first. Values that vary from browser to browser are left out.
      </p>
      <table role="table" aria-label="Differences from a typical browser" class="compared-rows">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col"><span class="visually-hidden">What</span></th>
            <th role="columnheader" scope="col">${this.name}</th>
            <th role="columnheader" scope="col">Typical</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${items.map(
            ({
              field,
              value,
              typical,
              browsers,
              sameBrowsers,
              typicalBrowsers,
              isMostlyFailing,
            }) => html`<tr role="row" class="differing">
              <th role="rowheader" scope="row">
                ${fieldLabel(field)}
                ${isMostlyFailing ? html`<small>${mark('poor')} mostly with errors</small>` : nothing}
              </th>
              <td role="cell" data-name=${this.name}>
                <div>${comparedValue(value, typical)} <small class="absent">${shareWords(sameBrowsers, browsers)}</small></div>
              </td>
              <td role="cell" data-name="Typical">
                <div>${comparedValue(typical, value)} <small class="absent">${shareWords(typicalBrowsers, browsers)}</small></div>
              </td>
            </tr>`,
          )}
        </tbody>
      </table>`
  }
}
