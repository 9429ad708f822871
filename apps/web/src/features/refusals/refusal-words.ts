import { type RefusalReason, refusalReasons } from '@collector/schema/catalogue'
import { html } from 'lit'
import { absent } from '../../ui/text/absent.ts'
import { term } from '../../ui/text/term.ts'
import { formatDateTime, parseTime } from '../../words/time.ts'

/** In few words; the catalogue has the sentence. */
export const reasonNames: Record<RefusalReason, string> = {
  origin: 'Origin not allowed',
  address: 'Wrong address',
  body: 'Not a submission',
  size: 'Too large',
  type: 'Wrong content type',
  rate: 'Too many',
  busy: 'Too busy',
  database: 'Database away',
  failure: 'Failure',
}

/** A reason with its meaning behind it. */
export function reasonTerm(reason: RefusalReason) {
  return term(reasonNames[reason], refusalReasons[reason])
}

export function refusalTime(text: string) {
  const date = parseTime(text)
  return date ? html`<time datetime=${text}>${formatDateTime(date)}</time>` : absent('not known')
}
