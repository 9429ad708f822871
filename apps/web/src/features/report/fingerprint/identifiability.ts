import type { FingerprintAnswer } from '@collector/schema'
import { type ComponentGroup, componentGroup, enoughBrowsers } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { withBase } from '../../../router/base-path.ts'
import { formatCount, formatNumber } from '../../../words/quantity.ts'
import { componentLabel } from './component-label.ts'

const maxNamed = 5
/** A value that every second browser has tells one bit. */
const tellingBits = 1

/** Returns "1 in 312" of the browsers that have any. */
export function oneIn({ count, total }: { count: number; total: number }): string {
  const others = total / count
  return `1 in ${formatNumber(others, others < 10 ? 1 : 0)}`
}

/** Answers how identifiable a browser is, which components tell most, and what would help. */
export function identifiability(rarity: FingerprintAnswer) {
  return html`<section class="identifiability">
    <h2>How identifiable is this browser?</h2>
    ${rarity.total < enoughBrowsers ? tooFew(rarity.total) : verdict(rarity)}
  </section>`
}

function tooFew(total: number) {
  return html`<p>
    Too few to tell: only ${formatCount(total, 'browser')} with a fingerprint
    ${total === 1 ? 'was' : 'were'} seen here, and it takes ${enoughBrowsers}.
  </p>`
}

function verdict(rarity: FingerprintAnswer) {
  const { count, total, bits } = rarity
  const telling = rarity.components
    .filter((component) => component.bits >= tellingBits && component.total >= enoughBrowsers)
    .slice(0, maxNamed)
  const advice = new Set(telling.flatMap(({ name }) => adviceOf(name)))
  return html`<p class="verdict">
      <strong>${oneIn(rarity)}</strong>: ${count === 1 ? 'no other' : formatNumber(count)} of the
      ${formatCount(total, 'browser')} compared ${count === 1 ? 'has its' : 'have this'} fingerprint. That is
      ${formatNumber(bits, 1)} bits of identifying information.
    </p>
    ${
      telling.length === 0
        ? html`<p>No component tells it apart from most others.</p>`
        : html`<p>
            Most is told by ${telling.map(
              (component, index) =>
                html`${index > 0 ? ', ' : ''}${componentLabel(component.name)} (${formatNumber(component.bits, 1)}&nbsp;bits)`,
            )}.
          </p>`
    }
    ${
      advice.size > 0
        ? html`<p>What would help:</p>
            <ul>
              ${[...advice].map((each) => html`<li>${each}</li>`)}
            </ul>`
        : nothing
    }
    <p class="hint"><a href=${withBase('/fingerprints')}>All fingerprints</a></p>`
}

function adviceOf(name: string): string[] {
  const group = componentGroup(name)
  return group && group !== 'evidence' ? [advices[group]] : []
}

const advices: Record<Exclude<ComponentGroup, 'evidence'>, string> = {
  drawing:
    'Drawing and fonts: a browser that hides or randomises them, as Brave, Safari’s private windows, Tor Browser and Firefox with resistFingerprinting do. Extensions that add noise often stand out themselves.',
  device: 'The device: nothing but a browser that reports rounded or fixed values.',
  screen: 'The screen: a window of a usual size, and a zoom of 100 %. Tor Browser and Firefox’s letterboxing round it.',
  settings: 'The settings: the usual languages and preferences of the region.',
  browser: 'The browser: its latest version, without extensions that change pages.',
}
