import type { SetupAnswer } from '@collector/schema'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { withBase } from '../../router/base-path.ts'
import { LightElement } from '../../ui/light-element.ts'
import { renderTask } from '../../ui/render-task.ts'
import { switchOf } from '../../ui/switch.ts'
import { codeBlock } from '../../ui/text/code-block.ts'
import { ArrivalWatch } from './arrival-watch.ts'
import { arrivalList } from './arrivals.ts'
import { getSetup } from './get-setup.ts'
import { installCode } from './install-code.ts'
import { setupChoices } from './setup-choices.ts'
import { reportingHeaders, type SetupChoice, type SetupTarget } from './setup-code.ts'
import './case-link.ts'
import './setup-page.css'

const words = { loading: 'Loading the addresses of this server', failed: 'The addresses could not be loaded' }
const ways = [
  [false, 'Script tag'],
  [true, 'npm module'],
] as const

/** Makes the tag for a site with the chosen options, and shows whether submissions arrive. */
@customElement('setup-page')
export class SetupPage extends LightElement {
  @state() private choice: SetupChoice = { fingerprint: false, visitorId: false, asksConsent: false, sampleRate: 1 }
  @state() private isModule = false
  private readonly watch = new ArrivalWatch(this)
  private readonly setup = new Task(this, { args: () => [], task: (_, { signal }) => getSetup(signal) })

  protected override render() {
    return html`<h1 tabindex="-1">Set up</h1>
      <p class="lead">
        Add one tag to your pages, and every visit reports its speed and its errors. It weighs about 12 kB and sends to
        this Collector alone.
      </p>
      ${renderTask(this.setup, words, (setup) => this.renderSteps({ origin: location.origin, ...setup }, setup))}`
  }

  private renderSteps(target: SetupTarget, { reportUrl, dsn, faroUrl, allowedOrigins }: SetupAnswer) {
    const { arrivals = { last: undefined, items: [], refused: [] }, isOutOfReach } = this.watch
    return html`<div class="setup">
        <section>
          <header class="section-header"><h2>1. Choose what to collect</h2></header>
          ${setupChoices(this.choice, (change) => {
            this.choice = { ...this.choice, ...change }
          })}
        </section>
        <section>
          <header class="section-header">
            <h2>2. Add the tag to your pages</h2>
            ${switchOf('How it is installed', ways, this.isModule, (isModule) => {
              this.isModule = isModule
            })}
          </header>
          ${installCode(target, this.choice, this.isModule)}
          ${
            allowedOrigins.includes('*')
              ? nothing
              : html`<p class="hint">Only pages of ${allowedOrigins.join(', ')} may post here: <code>ALLOWED_ORIGINS</code>.</p>`
          }
        </section>
      </div>
      <section>
        <h2>3. See submissions arrive</h2>
        ${arrivalList(arrivals, isOutOfReach)}
        <p class="hint">Does nothing arrive? <a href=${withBase('/refusals')}>See what was refused, and why</a></p>
      </section>
      <section>
        <h2>4. Let browsers report crashes</h2>
        <p>
          Send these headers with your pages. Browsers then report tabs that crashed, blocked content, network errors and
          deprecated features, even where no script ran. Reports raise errors; they are no page views.
        </p>
        ${codeBlock(reportingHeaders(reportUrl), 'the headers')}
        <p class="hint">
          Add the directives to the policy that you have. Chromium and Firefox send them from pages over https; the older
          <code>report-uri</code> works over http too.
        </p>
      </section>
      <section>
        <h2>5. Or keep your Sentry or Faro SDK</h2>
        <p>
          Sentry: change its DSN to this one. Its errors, messages and vitals then come here.
          <a href=${withBase('/docs/send')}>What becomes of them</a>
        </p>
        ${codeBlock(dsn, 'the DSN')}
        <p>Grafana Faro: change its <code>url</code> to this one. Its errors and vitals then come here.</p>
        ${codeBlock(faroUrl, "Faro's URL")}
      </section>
      <section>
        <h2>6. Read the stacks of minified code</h2>
        <p>
          <a href=${withBase('/docs/source-maps')}>Upload the source maps</a> of each build, with a
          <a href=${withBase('/tokens')}>token</a> that may upload. <a href=${withBase('/source-maps')}>See what was uploaded</a>
        </p>
        <p class="hint">
          Other programs that read or send need <a href=${withBase('/tokens')}>access tokens</a> of their own.
        </p>
      </section>
      <section>
        <h2>7. Help a customer whose problem you cannot see</h2>
        <p>
          Send this link. It opens the report of their browser, which is stored under a number and, if you name one, a case.
          <a href=${withBase('/docs/support')}>How to help a visitor</a>
        </p>
        <case-link></case-link>
      </section>`
  }
}
