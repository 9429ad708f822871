import { html } from 'lit'
import { mark } from '../../ui/text/mark.ts'
import { localZone } from '../../words/time.ts'

/** Shows whether the list is live, and why not; `goLive` tries again. */
export function liveState(
  { stream, isPaused }: { stream: 'off' | 'open' | 'broken' | 'ended'; isPaused: boolean },
  goLive: () => void,
) {
  if (stream === 'ended') {
    return html`${mark('poor')} No longer live.
      <button type="button" class="link" @click=${goLive}>Go live again</button>`
  }
  if (stream === 'broken') return html`${mark('fair')} The connection is lost; trying again.`
  if (stream === 'off') return html`Newest first. Times are those of ${localZone()}.`
  const state = isPaused ? html`${mark('absent')} Live, held while you read.` : html`${mark('good')} Live.`
  return html`${state} Times are those of ${localZone()}.`
}
