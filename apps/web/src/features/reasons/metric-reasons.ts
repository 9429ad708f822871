import type { Reason, ReasonsAnswer } from '@collector/schema'
import { type MetricName, metrics, rate } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import type { AddressFilters } from '../../address/address-filters.ts'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { absent } from '../../ui/text/absent.ts'
import { quantity } from '../../ui/text/quantity.ts'
import { formatCount, formatNumber, metricQuantity } from '../../words/quantity.ts'
import { sampleNote } from '../filters/sample-note.ts'
import { timedPhases } from './explain-vital.ts'
import { longestPhaseLine } from './longest-phase-line.ts'
import { phaseBar } from './phase-bar.ts'
import { reasonScript, reasonSubject } from './reason-subject.ts'
import './metric-reasons.css'

const shownFirst = 5

/**
 * Answers "Why is it slow?": the elements and interactions with most poor page views, their phases, pages and scripts, each
 * with a link to the submissions behind it.
 */
export function metricReasons(answer: ReasonsAnswer, narrowing: Narrowing) {
  const { metric, items, total } = answer
  const item = (reason: Reason) => html`<li>${renderReason(metric, reason, narrowing)}</li>`
  const others = items.slice(shownFirst)
  return html`<section class="metric-reasons">
    <h2>${metric === 'cls' ? 'Why does it shift?' : 'Why is it slow?'}</h2>
    ${sampleNote(answer)}
    ${
      items.length === 0
        ? html`<p>${absent(`No page view in this time reported why its ${metric.toUpperCase()} is what it is.`)}</p>`
        : html`<p class="hint">
              ${formatNumber(total.poor)} of ${formatCount(total.count, 'measured page view')} are poor.${items.some(({ phases }) => timedPhases(metric, (name) => phases[name]?.p75).length > 1) ? ' Times are the p75 of each phase.' : ''}
            </p>
            <ol>${items.slice(0, shownFirst).map(item)}</ol>
            ${
              others.length === 0
                ? nothing
                : html`<details><summary>${formatNumber(others.length)} more</summary><ol start=${shownFirst + 1}>${others.map(item)}</ol></details>`
            }`
    }
  </section>`
}

function renderReason(metric: MetricName, reason: Reason, narrowing: Narrowing) {
  const about = metrics[metric]
  const phases = timedPhases(metric, (name) => reason.phases[name]?.p75)
  const filters: AddressFilters = {
    ...(about.element && { reason: `${metric}:${reason.target ?? ''}` }),
    ...(reason.poor > 0 && { vital: `${metric}:${about.poor}..` }),
  }
  const behind = (page: string | null) =>
    narrowedAddress('/submissions', narrowing, page === null ? filters : { ...filters, page })
  return html`<header>
      ${about.element ? reasonSubject(reason) : html`<span>All page views</span>`}
      ${
        reason.poor === 0
          ? html`<span>${poorShare(reason)}</span>`
          : html`<a class="figure" href=${behind(null)}>${poorShare(reason)}</a>`
      }
      <span>p75 ${quantity(metricQuantity(about, reason.p75))}</span>
    </header>
    ${phases.length > 1 ? phaseBar(phases) : nothing}
    ${longestPhaseLine(phases, { isGood: rate(about, reason.p75) === 'good' })}
    ${reason.preloaded === null ? nothing : html`<p>${preloadWords(reason)}</p>`}
    ${
      reason.scripts.length === 0
        ? nothing
        : html`<p>Scripts:</p>
            <ul>
              ${reason.scripts.map(
                (script) => html`<li>
                  ${formatNumber(script.poor)} poor of ${formatNumber(script.pageViews)} measured:
                  ${reasonScript({ ...script, function: script.function ?? undefined, place: script.host ? `${script.host}${script.path ?? ''}` : undefined })}
                </li>`,
              )}
            </ul>`
    }
    <p class="paths">
      On
      ${reason.paths.map(
        ({ value, pageViews }, _, { length }) => html`<span
          >${value === null ? absent('unknown page') : html`<a href=${behind(value)}>${value.slice(0, 200)}</a>`}
          ${length > 1 ? html`<span class="absent">(${formatCount(pageViews, 'page view')})</span>` : nothing}</span
        > `,
      )}
    </p>`
}

function poorShare({ poor, pageViews }: Reason) {
  return html`${formatNumber(poor)} poor <span class="absent">of ${formatNumber(pageViews)} measured</span>`
}

function preloadWords({ preloaded, pageViews }: Reason): string {
  if (!preloaded) return 'The image was never preloaded.'
  return preloaded >= pageViews
    ? 'The image was preloaded.'
    : `The image was preloaded in ${formatNumber(preloaded)} of ${formatCount(pageViews, 'page view')}.`
}
