import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { asArray, asObject } from '../../../api/readers.ts'
import { LightElement } from '../../../ui/light-element.ts'
import { absent } from '../../../ui/text/absent.ts'
import { type ReportView, sectionText } from '../report-data.ts'
import { heap } from './heap.ts'
import { longFrames } from './long-frames.ts'
import { navigationPhases } from './navigation-phases.ts'
import { navigationWaterfall } from './navigation-waterfall.ts'
import './resource-list.ts'
import { missingText } from '../missing-text.ts'
import { sectionTextView } from '../section-text.ts'
import { vitals } from '../vitals.ts'
import { resourceRows } from './resource-rows.ts'
import { vitalReasons } from './vital-reasons.ts'

/** The performance tab: how the page loaded and ran. */
@customElement('report-performance')
export class ReportPerformance extends LightElement {
  @property({ attribute: false }) view!: ReportView

  protected override render() {
    const { data } = this.view
    const text = sectionText(data['performance'])
    if (text !== undefined) return sectionTextView(text)
    const performance = asObject(data['performance'])
    const phases = navigationPhases(performance)
    return html`<section>
        <h2>How did the page perform?</h2>
        ${vitals(this.view)}
      </section>
      ${vitalReasons(this.view)}
      <section class="loading-time">
        <h2>Where did the loading time go?</h2>
        ${phases.length > 0 ? navigationWaterfall(phases) : html`<p>${absent(missingText(this.view))}</p>`}
      </section>
      <resource-list .rows=${resourceRows(data)}></resource-list>
      <section>
        <h2>How much memory do its scripts use?</h2>
        ${heap(performance, missingText(this.view))}
      </section>
      ${
        asArray(performance['longAnimationFrames']).length > 0
          ? html`<section>
            <h2>Which frames blocked the page?</h2>
            <p class="hint">Long animation frames: each took over 50 ms, in which no click or key press is answered.</p>
            ${longFrames(data)}
          </section>`
          : nothing
      }`
  }
}
