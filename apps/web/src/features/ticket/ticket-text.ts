import type { Ticket } from './ticket.ts'

/** Writes a ticket as plain text, a fact a line. */
export function ticketText({ title, link, message, facts, errors }: Ticket): string {
  return [
    title,
    ...(link ? [link] : []),
    ...(message ? ['', 'What went wrong:', message] : []),
    '',
    ...facts.map(([name, value]) => `${name}: ${value}`),
    ...(errors.length === 0 ? ['Errors: none'] : ['Errors:', ...errors.map((error) => `- ${error}`)]),
    '',
  ].join('\n')
}

/** Writes a ticket as Markdown. Values are code: they come from a visitor, and mean nothing else to who renders them. */
export function ticketMarkdown({ title, link, message, facts, errors }: Ticket): string {
  return [
    `### ${link ? `[${plain(title)}](${link})` : plain(title)}`,
    '',
    ...(message ? [...message.split('\n').map((line) => `> ${plain(line)}`.trimEnd()), ''] : []),
    ...facts.map(([name, value]) => `- **${name}:** ${code(value)}`),
    errors.length === 0 ? '- **Errors:** none' : '- **Errors:**',
    ...errors.map((error) => `  - ${code(error)}`),
    '',
  ].join('\n')
}

/** Returns text between more backticks than it has in a row. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  const space = longest > 0 ? ' ' : ''
  return `${fence}${space}${text}${space}${fence}`
}

/** Escapes every character that Markdown or HTML gives a meaning to; mentions and references of trackers begin with @ and #. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()<>#+\-!|~@&]/g, '\\$&').replaceAll('\\@', '@\u200b')
}
