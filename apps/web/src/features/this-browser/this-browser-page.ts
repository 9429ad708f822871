import type { Submission } from '@collector/schema'
import { type Collector, type Progress, start } from '@collector/sdk'
import { html, nothing } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { isSignedIn } from '../../api/session.ts'
import { withBase } from '../../router/base-path.ts'
import { LightElement } from '../../ui/light-element.ts'
import type { Diagnosis } from '../diagnosis/diagnose.ts'
import '../report/collector-report.ts'
import './submission-status.ts'
import './visitor-tools.css'

/** Long enough for the first vitals, short enough not to keep anyone waiting. */
const delayMs = 1500

/** Maximum time in ms that the first submission waits for the checks; on a slow connection their results follow. */
const maxCheckMs = 4000

/** The report of this browser: collects, shows and sends while it is open. */
@customElement('this-browser-page')
export class ThisBrowserPage extends LightElement {
  @state() private progress: Progress = { phase: 'collecting', submission: {} }
  @state() private isCancelled = false
  @state() private isSignedIn = false
  @state() private isChecking = true
  private collector?: Collector
  private diagnosis?: Diagnosis | undefined
  /** Resolves when the checks are done. */
  private diagnosed = Promise.resolve()

  override connectedCallback(): void {
    super.connectedCallback()
    this.collect({ respectPrivacySignals: true })
    // after the first view of the report
    void import('../ticket/visitor-tools.ts')
    void isSignedIn().then((answer) => {
      this.isSignedIn = answer ?? false
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.collector?.stop()
  }

  protected override render() {
    const { phase, submission, stored } = this.progress
    const reference = referenceOfAddress()
    return html`<h1 tabindex="-1">What this browser reveals</h1>
      <submission-status
        .progress=${this.progress}
        ?cancelled=${this.isCancelled}
        reference=${reference}
        ?signed-in=${this.isSignedIn}
        @cancel-submission=${this.cancel}
        @send-submission=${this.send}
      ></submission-status>
      ${
        this.isCancelled
          ? nothing
          : html`<visitor-tools .progress=${this.progress} .collector=${this.collector}></visitor-tools>`
      }
      <p class="lead">
        Every page you open can read the following: what your browser is and can do, how fast the page was, what distinguishes you
        from other visitors, and what went wrong. This page shows it to you, and sends it to this server, for the people who
        run it: once when it is complete, and again when an error or a later measurement adds to it.
      </p>
      <collector-report
        live
        ?collecting=${phase === 'collecting' && !this.isCancelled}
        ?checking=${this.isChecking}
        .submission=${this.withDiagnosis(submission)}
        .sent=${stored?.submission}
        @collect-fingerprint=${() => this.collect({ respectPrivacySignals: false })}
        @try-pop-up=${this.tryPopUp}
      ></collector-report>`
  }

  private cancel(): void {
    this.collector?.stop()
    this.isCancelled = true
  }

  private send(): void {
    if (this.isCancelled) this.collect({ respectPrivacySignals: true })
    else void this.collector?.flush()
  }

  private collect({ respectPrivacySignals }: { respectPrivacySignals: boolean }): void {
    this.collector?.stop()
    this.isCancelled = false
    this.progress = { phase: 'collecting', submission: this.progress.submission }
    this.diagnosed = this.diagnose(respectPrivacySignals)
    this.collector = start({
      endpoint: withBase('/collect'),
      fingerprint: true,
      respectPrivacySignals,
      delayMs,
      beforeSend: (submission) => this.prepare(submission),
      onProgress: (progress) => {
        this.progress = progress
      },
    })
  }

  private async diagnose(respectPrivacySignals: boolean): Promise<void> {
    this.isChecking = true
    // undefined if its file could not be loaded
    const loaded = await import('../diagnosis/diagnose.ts').catch(() => undefined)
    const diagnosis = loaded?.diagnose(respectPrivacySignals, () => this.requestUpdate())
    this.diagnosis = diagnosis
    await diagnosis?.done
    // another one may have begun
    if (this.diagnosis !== diagnosis) return
    this.isChecking = false
    this.sendAgain()
  }

  /** The first submission waits for the checks, but not when the window closes: then there is no time. */
  private prepare(submission: Submission): Submission | Promise<Submission> {
    const finish = () => {
      const reference = referenceOfAddress()
      return {
        ...this.withDiagnosis(submission),
        page: { ...submission.page, isOwn: true, ...(reference && { reference }) },
      }
    }
    if (!this.isChecking || document.hidden) return finish()
    return Promise.race([this.diagnosed, new Promise((resolve) => setTimeout(resolve, maxCheckMs))]).then(finish)
  }

  private withDiagnosis(submission: Submission): Submission {
    return this.diagnosis ? { ...submission, diagnosis: this.diagnosis.sectionFor(submission) } : submission
  }

  private tryPopUp(): void {
    this.diagnosis?.tryPopUp()
    this.sendAgain()
  }

  /** Sends results that came after the first submission. */
  private sendAgain(): void {
    if (!this.progress.stored) return
    // there never is a user here, and telling so makes it send although nothing that it collects has changed
    this.collector?.setUser(null)
    void this.collector?.flush()
  }
}

const maxReferenceLength = 64

/** Returns the case of the support in the address of the link that the visitor was sent: `?ref=TICKET-4711`. */
function referenceOfAddress(): string {
  return (new URLSearchParams(location.search).get('ref') ?? '').trim().slice(0, maxReferenceLength)
}
