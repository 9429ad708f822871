import type { Frame } from '@collector/schema'
import { html, nothing } from 'lit'
import { frameWords, minifiedPlace } from './frame-words.ts'

/** Shows one frame: function and place, the place in the script, and its source or why there is none. */
export function stackFrame(frame: Frame, isOpen: boolean) {
  const { context, reason } = frame
  const { name, place } = frameWords(frame)
  const head = html`<span class="function">${name}</span> <span class="place">${place}</span>`
  if (reason !== null) return html`<p class="frame">${head} <span class="reason">Not mapped: ${reason}</span></p>`
  const minified = html`<p class="minified">In the script: ${minifiedPlace(frame)}</p>`
  if (!context) return html`<p class="frame">${head}</p>${minified}`
  return html`<details class="frame" ?open=${isOpen}>
    <summary>${head}</summary>
    ${sourceLines(frame, context)} ${minified}
  </details>`
}

function sourceLines({ line }: Frame, { before, line: marked, after }: NonNullable<Frame['context']>) {
  const first = (line ?? 1) - before.length
  const lines = [...before, marked, ...after]
  return html`<pre tabindex="0" aria-label="Source"><code>${lines.map((text, index) => {
    const isMarked = index === before.length
    return html`<span class=${isMarked ? 'line marked' : 'line'} aria-current=${isMarked ? 'location' : nothing}><span class="number">${first + index}</span>${text}
</span>`
  })}</code></pre>`
}
