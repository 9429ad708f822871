import type { Filters, RuleKind } from '@collector/schema'

/** A message to a channel. */
export interface Message {
  /** Id that is the same for every attempt, so that a receiver can recognise a second delivery. */
  id: string
  event: 'opened' | 'closed' | 'test'
  /** Null for a summary of many alerts. */
  rule: { id: number; name: string; kind: RuleKind } | null
  title: string
  text: string
  /** URL of the view that shows the finding; undefined unless the dashboard's URL is known. */
  url: string | undefined
  value: number | null
  threshold: number | null
  /** ISO 8601; null for a test. */
  window: { from: string; to: string } | null
  filters: Filters
  /** ISO 8601. */
  at: string
}

/** The message as plain text. */
export function plainText({ text, url }: Message): string {
  return [text, url].filter(Boolean).join('\n')
}
