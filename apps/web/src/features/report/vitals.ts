import { metricNames, metrics, rate } from '@collector/schema/catalogue'
import { html } from 'lit'
import { asAmount, asObject } from '../../api/readers.ts'
import { absent } from '../../ui/text/absent.ts'
import { quantity } from '../../ui/text/quantity.ts'
import { term } from '../../ui/text/term.ts'
import { metricQuantity, quantityText } from '../../words/quantity.ts'
import { ratingBadge } from '../metrics/rating-badge.ts'
import type { ReportView } from './report-data.ts'
import './vitals.css'

/** Shows every web vital with its rating by the catalogue, since the sent rating may be anything. */
export function vitals({ data, isLive }: ReportView) {
  const sent = asObject(asObject(data['performance'])['vitals'])
  return html`<ul class="vitals tiles">
    ${metricNames.map((name) => {
      const metric = metrics[name]
      const value = asAmount(asObject(sent[name])['value'])
      const limit = (at: number) => quantityText(metricQuantity(metric, at))
      return html`<li class="tile">
        ${term(
          html`<abbr title=${metric.label}>${name.toUpperCase()}</abbr>`,
          html`<strong>${metric.label}.</strong> ${metric.meaning} Good up to ${limit(metric.good)}, poor above ${limit(metric.poor)}. ${metric.advice}`,
        )}
        <p class="value">${value === undefined ? absent('–') : quantity(metricQuantity(metric, value))}</p>
        <p class="state">
          ${value === undefined ? absent(notMeasured(name, isLive)) : ratingBadge(rate(metric, value))}
        </p>
      </li>`
    })}
  </ul>`
}

function notMeasured(name: string, isLive: boolean): string {
  if (name === 'inp') return isLive ? 'click or type to measure' : 'no clicks or key presses'
  return isLive ? 'not measured yet' : 'not measured'
}
