import { type Collector, type Progress, start } from '@collector/sdk'
import { html } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { LightElement } from '../components/light-element.ts'
import '../report/collector-report.ts'
import '../report/submission-status.ts'

/** Long enough for the first vitals, short enough not to keep anyone waiting. */
const delayMs = 1500

/** The report of the browser that shows it: collects, shows and sends while one looks. */
@customElement('this-browser-page')
export class ThisBrowserPage extends LightElement {
  @state() private progress: Progress = { phase: 'collecting', submission: {} }
  private collector?: Collector

  override connectedCallback(): void {
    super.connectedCallback()
    this.collect({ respectPrivacySignals: true })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.collector?.stop()
  }

  protected override render() {
    const { phase, submission, stored } = this.progress
    return html`<h1 tabindex="-1">What this browser reveals</h1>
      <p class="lead">
        Every page you open can read what stands below: what your browser is and can do, how fast the page was, what tells you
        from other visitors, and what went wrong. This page shows it to you, and sends one copy to this server, for the people
        who run it.
      </p>
      <submission-status
        .progress=${this.progress}
        @retry-submission=${() => this.collector?.flush()}
      ></submission-status>
      <collector-report
        live
        ?collecting=${phase === 'collecting'}
        .submission=${submission}
        .sent=${stored?.submission}
        @collect-fingerprint=${() => this.collect({ respectPrivacySignals: false })}
      ></collector-report>`
  }

  private collect({ respectPrivacySignals }: { respectPrivacySignals: boolean }): void {
    this.collector?.stop()
    this.progress = { phase: 'collecting', submission: this.progress.submission }
    this.collector = start({
      fingerprint: true,
      respectPrivacySignals,
      delayMs,
      onProgress: (progress) => {
        this.progress = progress
      },
    })
  }
}
