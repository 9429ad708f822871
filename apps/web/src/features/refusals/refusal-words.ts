import { type RefusalReason, refusalReasons } from '@collector/schema/catalogue'
import { html } from 'lit'
import { absent } from '../../ui/text/absent.ts'
import { term } from '../../ui/text/term.ts'
import { formatDateTime, parseTime } from '../../words/time.ts'

/** Short names of the reasons; the catalogue has a sentence each. */
export const reasonNames: Record<RefusalReason, string> = {
  origin: 'Origin not allowed',
  address: 'Wrong address',
  body: 'Not a submission',
  size: 'Too large',
  type: 'Wrong content type',
  rate: 'Rate limit',
  busy: 'Too busy',
  database: 'Database unavailable',
  failure: 'Failure',
}

/** Shows a reason with its explanation. */
export function reasonTerm(reason: RefusalReason) {
  return term(reasonNames[reason], refusalReasons[reason])
}

export function refusalTime(text: string) {
  const date = parseTime(text)
  return date ? html`<time datetime=${text}>${formatDateTime(date)}</time>` : absent('unknown')
}
