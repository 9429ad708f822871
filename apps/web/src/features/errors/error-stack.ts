import type { Frame } from '@collector/schema'
import { html } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { asText, type PlainObject } from '../../api/readers.ts'
import { LightElement } from '../../ui/light-element.ts'
import { switchOf } from '../../ui/switch.ts'
import { foldedFrames } from './folded-frames.ts'
import { sentStack } from './sent-stack.ts'
import { stackFrame } from './stack-frame.ts'
import './error-stack.css'

const views = [
  [false, 'Mapped'],
  [true, 'As sent'],
] as const

/** The stack of an error: its frames in the sources, or as the browser sent it. */
@customElement('error-stack')
export class ErrorStack extends LightElement {
  /** The error as it was sent. */
  @property({ attribute: false }) error: PlainObject = {}
  @property({ attribute: false }) frames: readonly Frame[] = []
  @state() private isAsSent = false

  protected override render() {
    const sent = asText(this.error['stack'])
    // unmapped frames say no more than the stack as it was sent
    if (this.frames.every(({ reason }) => reason !== null)) return html`${sentStack(sent)} ${this.renderReasons()}`
    return html`<div class="stack">
      ${switchOf('Stack', views, this.isAsSent, (isAsSent) => {
        this.isAsSent = isAsSent
      })}
      ${this.isAsSent ? sentStack(sent) : frameList(this.frames)}
    </div>`
  }

  private renderReasons() {
    const reasons = new Set(this.frames.map(({ reason }) => reason))
    return [...reasons].map((reason) => html`<p class="hint">Not mapped: ${reason}</p>`)
  }
}

function frameList(frames: readonly Frame[]) {
  const firstOwn = frames.find(({ own, context }) => own && context)
  return html`<ol class="frames">
    ${foldedFrames(frames).map((entry) =>
      entry.isFolded
        ? html`<li>
            <details>
              <summary>${entry.frames.length === 1 ? '1 frame' : `${entry.frames.length} frames`} of other code</summary>
              <ol class="frames">
                ${entry.frames.map((frame) => html`<li>${stackFrame(frame, false)}</li>`)}
              </ol>
            </details>
          </li>`
        : entry.frames.map((frame) => html`<li>${stackFrame(frame, frame === firstOwn)}</li>`),
    )}
  </ol>`
}
