import type { Refusal } from '@collector/schema'
import { html } from 'lit'
import type { Column } from '../../ui/table/data-table.ts'
import { absent } from '../../ui/text/absent.ts'
import '../../ui/text/folded-text.ts'
import { timeAgo } from '../../ui/text/time-ago.ts'
import { formatNumber } from '../../words/quantity.ts'
import { reasonNames, reasonTerm } from './refusal-words.ts'

/** Columns of a refusal, the latest first. */
export const refusalColumns: readonly Column<Refusal>[] = [
  { label: 'Last', value: ({ lastAt }) => lastAt, render: ({ lastAt }) => timeAgo(lastAt) },
  { label: 'Times', value: ({ count }) => count, render: ({ count }) => formatNumber(count), isNumeric: true },
  { label: 'Reason', value: ({ reason }) => reasonNames[reason], render: ({ reason }) => reasonTerm(reason) },
  {
    label: 'Answer',
    value: ({ message }) => message,
    render: ({ statusCode, message }) => html`${statusCode} <folded-text .text=${message} limit="160"></folded-text>`,
    isWide: true,
  },
  {
    label: 'Origin',
    value: ({ origin }) => origin ?? undefined,
    render: ({ origin }) => origin ?? absent('no page'),
  },
  { label: 'Posted to', value: ({ path }) => path },
  { label: 'Content type', value: ({ contentType }) => contentType ?? undefined },
  { label: 'IP address', value: ({ ip }) => ip ?? undefined },
  {
    label: 'User agent',
    value: ({ userAgent }) => userAgent ?? undefined,
    render: ({ userAgent }) =>
      userAgent ? html`<folded-text .text=${userAgent} limit="60"></folded-text>` : absent('unknown'),
  },
]
