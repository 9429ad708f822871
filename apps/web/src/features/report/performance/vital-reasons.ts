import { type MetricName, metricNames, metrics, rate } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { asAmount, asObject, asText, type PlainObject } from '../../../api/readers.ts'
import { absent } from '../../../ui/text/absent.ts'
import { quantity } from '../../../ui/text/quantity.ts'
import { durationQuantity, metricQuantity, quantityText } from '../../../words/quantity.ts'
import { shortUrl } from '../../../words/url.ts'
import { ratingBadge } from '../../metrics/rating-badge.ts'
import { timedPhases } from '../../reasons/explain-vital.ts'
import { longestPhaseLine } from '../../reasons/longest-phase-line.ts'
import { phaseBar } from '../../reasons/phase-bar.ts'
import { reasonScript, reasonSubject } from '../../reasons/reason-subject.ts'
import { pageUrl, type ReportView } from '../report-data.ts'
import './vital-reasons.css'

/** Explains each measured vital by its attribution: the element, the phases, the script, and what to do. */
export function vitalReasons({ data, isLive }: ReportView) {
  const vitals = asObject(asObject(data['performance'])['vitals'])
  const measured = metricNames.flatMap((name) => {
    const vital = asObject(vitals[name])
    const value = asAmount(vital['value'])
    return value === undefined ? [] : [{ name, value, attribution: asObject(vital['attribution']) }]
  })
  if (measured.length === 0 && !isLive) return nothing
  return html`<section class="explained-vitals">
    <h2>Why are the vitals what they are?</h2>
    <ul class="vital-reasons">
      ${measured.map(
        ({ name, value, attribution }) => html`<li>
          <h3>
            <abbr title=${metrics[name].label}>${name.toUpperCase()}</abbr>
            ${quantity(metricQuantity(metrics[name], value))} ${ratingBadge(rate(metrics[name], value))}
          </h3>
          ${explanation(name, value, attribution, pageUrl(data))}
        </li>`,
      )}
    </ul>
  </section>`
}

function explanation(name: MetricName, value: number, attribution: PlainObject, page: string | undefined) {
  const { element } = metrics[name]
  const phases = timedPhases(name, (phase) => asAmount(attribution[phase]))
  const target = element ? asText(attribution[element.field]) : undefined
  const url = name === 'lcp' ? asText(attribution['url']) : undefined
  const script = name === 'inp' ? asObject(attribution['script']) : {}
  if (phases.length === 0 && target === undefined && url === undefined) {
    return html`<p>${absent('The sender did not report why.')}</p>`
  }
  const source = asText(script['sourceURL'])
  const functionName = asText(script['sourceFunctionName']) ?? asText(script['invoker'])
  const scriptMs = asAmount(script['duration'])
  return html`${
    element
      ? html`<p>${element.label}: ${reasonSubject({ target, url, eventType: name === 'inp' ? asText(attribution['interactionType']) : undefined })}</p>`
      : nothing
  }
  ${phases.length > 1 ? phaseBar(phases) : nothing}
  ${longestPhaseLine(phases, { isGood: rate(metrics[name], value) === 'good' })}
  ${
    source || functionName
      ? html`<p>
          Longest script: ${reasonScript({ place: source && shortUrl(source, page), function: functionName })}${
            scriptMs === undefined ? nothing : `, ${quantityText(durationQuantity(scriptMs))}`
          }
        </p>`
      : nothing
  }`
}
