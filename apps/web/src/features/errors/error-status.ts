import type { ChosenErrorStatus, ErrorStatus } from '@collector/schema'
import { html } from 'lit'
import { mark } from '../../ui/text/mark.ts'
import { errorStatusTone, errorStatusWord } from './error-words.ts'
import '../metrics/rating-badge.css'

/** Shows the status of an error group by colour, word and shape. */
export function errorStatus(status: ErrorStatus) {
  const tone = errorStatusTone[status]
  return html`<span class="rating-badge tone-${tone}">${mark(tone)}${errorStatusWord[status]}</span>`
}

const actions: Record<ChosenErrorStatus, string> = {
  resolved: 'Resolve',
  ignored: 'Ignore',
  open: 'Reopen',
}

/** Shows the buttons that change the status of a group, or the one that undoes a change while `before` is set. */
export function errorActions(
  status: ErrorStatus,
  before: ErrorStatus | undefined,
  what: string,
  change: (status: ChosenErrorStatus) => void,
) {
  const button = (label: string, to: ChosenErrorStatus) =>
    html`<button type="button" class="outline secondary small" aria-label="${label}: ${what}" @click=${() => change(to)}>${label}</button>`
  if (before) return button('Undo', before === 'regressed' ? 'open' : before)
  const isDone = status === 'resolved' || status === 'ignored'
  return isDone
    ? button(actions.open, 'open')
    : html`${button(actions.resolved, 'resolved')}${button(actions.ignored, 'ignored')}`
}
