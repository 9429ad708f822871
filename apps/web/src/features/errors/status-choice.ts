import { html, nothing } from 'lit'
import { withParam } from '../../address/with-param.ts'
import { withBase } from '../../router/base-path.ts'
import { searchOf } from '../../router/search-of.ts'
import { mark } from '../../ui/text/mark.ts'
import { errorStatusWord } from './error-words.ts'
import './status-choice.css'

/** Statuses that a list of errors can show; the first is the default, and includes regressed ones. */
const choices = [
  ['unresolved', errorStatusWord.open],
  ['new', 'New'],
  ['regressed', errorStatusWord.regressed],
  ['resolved', errorStatusWord.resolved],
  ['ignored', errorStatusWord.ignored],
  ['all', 'All'],
] as const

export type StatusChoice = (typeof choices)[number][0]

export function readStatus(query: URLSearchParams): StatusChoice {
  return choices.find(([status]) => status === query.get('status'))?.[0] ?? 'unresolved'
}

/** Returns the address of the first page of the list with another status. */
export function addressOfStatus(query: URLSearchParams, status: StatusChoice): string {
  const fromStart = withParam(query, 'cursor', null)
  return withBase(`/errors${searchOf(withParam(fromStart, 'status', status === 'unresolved' ? null : status))}`)
}

export function statusNavigation(query: URLSearchParams) {
  return html`<nav class="statuses" aria-label="Status">
    ${choices.map(
      ([status, label]) =>
        html`<a href=${addressOfStatus(query, status)} aria-current=${readStatus(query) === status ? 'true' : nothing}>${label}</a>`,
    )}
  </nav>`
}

const words = { unresolved: 'open', new: 'new', regressed: 'regressed', resolved: 'resolved', ignored: 'ignored' }

/** Shown if no group has this status, though others may exist. */
export function noneOfStatus(query: URLSearchParams, status: Exclude<StatusChoice, 'all'>) {
  return html`<section class="empty-state">
    <h2>${mark(status === 'resolved' || status === 'ignored' ? 'absent' : 'good')} No error in this time is ${words[status]}</h2>
    <p><a href=${addressOfStatus(query, 'all')}>See all errors</a>, or choose another time.</p>
  </section>`
}
