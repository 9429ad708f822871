import { html } from 'lit'
import '../../ui/copy-button.ts'
import type { ReportData } from '../report/report-data.ts'
import { makeTicket, type TicketContext } from './ticket.ts'
import { ticketMarkdown, ticketText } from './ticket-text.ts'

/** Buttons that copy a report for a ticket, in words. */
export function ticketButtons(data: ReportData, context: TicketContext) {
  return html`<copy-button .text=${() => ticketText(makeTicket(data, context))} label="Copy as text" what="for a ticket"></copy-button>
    <copy-button .text=${() => ticketMarkdown(makeTicket(data, context))} label="Copy as Markdown" what="for a ticket"></copy-button>`
}
