import type { ChangeReason, FingerprintTimelineAnswer } from '@collector/schema'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { withBase } from '../../router/base-path.ts'
import { LightElement } from '../../ui/light-element.ts'
import { renderTask } from '../../ui/render-task.ts'
import { formatCount } from '../../words/quantity.ts'
import { formatDateTime } from '../../words/time.ts'
import { componentLabel } from '../report/fingerprint/component-label.ts'
import { componentValue } from '../report/fingerprint/component-value.ts'
import { getTimeline } from './requests.ts'
import './timeline-page.css'

type Item = FingerprintTimelineAnswer['items'][number]

const words = { loading: 'Loading the fingerprints', failed: 'The fingerprints could not be loaded' }

const reasonWords: Record<ChangeReason, string> = {
  browserUpdate: 'The browser was updated',
  systemUpdate: 'The system was updated',
  screen: 'Another screen, window or zoom',
  settings: 'A setting, or another place',
  graphics: 'Another graphics driver, or a protection that adds noise',
  unknown: 'Unknown cause',
}

/** The fingerprints of one browser over time. */
@customElement('timeline-page')
export class TimelinePage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  private readonly answer = new Task(this, {
    args: () => [this.query.get('visitorId'), this.query.get('hash')] as const,
    task: ([visitorId, hash], { signal }) =>
      getTimeline(visitorId === null ? { hash: hash ?? '' } : { visitorId }, signal),
  })

  protected override render() {
    return html`<h1 tabindex="-1">Fingerprints of one browser</h1>
      <p class="hint">When did its fingerprint change, and why?</p>
      ${renderTask(this.answer, words, ({ items }) => timeline(items))}`
  }
}

function timeline(items: readonly Item[]) {
  if (items.length === 0) {
    return html`<section class="empty-state">
      <h2>No fingerprint</h2>
      <p>No page view with a fingerprint has this id. <a href=${withBase('/fingerprints')}>All fingerprints</a></p>
    </section>`
  }
  return html`<p>
      ${
        items.length === 1
          ? `It always had the same fingerprint, in ${formatCount(items[0]?.count ?? 0, 'page view')}.`
          : `It changed ${items.length === 2 ? 'once' : `${items.length - 1} times`}.`
      }
    </p>
    <ol class="timeline">
      ${items.toReversed().map(timelineItem)}
    </ol>`
}

function timelineItem({ from, to, count, hash, submissionId, changes }: Item) {
  const byReason = [...new Set(changes.map(({ reason }) => reason))]
  return html`<li>
    <h2>
      <time datetime=${from}>${formatDateTime(new Date(from))}</time>${to === from ? nothing : html` to <time datetime=${to}>${formatDateTime(new Date(to))}</time>`}
    </h2>
    <p class="hint">
      ${formatCount(count, 'page view')}, <a href=${withBase(`/submissions/${submissionId}#fingerprint`)}>the last</a>${hash === null ? nothing : html`, <code>${hash.slice(0, 32)}</code>`}
    </p>
    ${byReason.map(
      (reason) => html`<h3>${reasonWords[reason]}</h3>
        <dl class="changes">
          ${changes
            .filter((change) => change.reason === reason)
            .map(
              ({ component, before, after }) => html`<div>
                <dt>${componentLabel(component)}</dt>
                <dd><del>${componentValue(component, before)}</del> <ins>${componentValue(component, after)}</ins></dd>
              </div>`,
            )}
        </dl>`,
    )}
  </li>`
}
