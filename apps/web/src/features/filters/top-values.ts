import type { Dimension } from '@collector/schema'
import { html } from 'lit'
import { shareBar } from '../../ui/chart/share-bar.ts'
import { absent } from '../../ui/text/absent.ts'
import { dimensionLabel } from './dimension-label.ts'
import './top-values.css'

/** A value of a dimension with its share (0 to 1) and a figure. */
export interface TopValue {
  value: string | null
  share: number
  figure: unknown
}

/** Lists the most frequent values of a dimension. `addressOf` returns the link of a value. */
export function topValues(
  title: string,
  by: Dimension,
  values: readonly TopValue[],
  addressOf: (value: string) => string,
) {
  return html`<div class="top-list">
    <h3>${title}</h3>
    <ol>
      ${values.map(
        ({ value, share, figure }) => html`<li>
          ${
            value === null
              ? html`<span class="name">${absent('unknown')}</span>`
              : html`<a class="name" href=${addressOf(value)}>${dimensionLabel(by, value)}</a>`
          }
          <span class="figure">${figure}</span>
          ${shareBar(share)}
        </li>`,
      )}
    </ol>
  </div>`
}
