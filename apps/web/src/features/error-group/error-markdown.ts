import type { ErrorGroupAnswer, Frame, OverviewAnswer } from '@collector/schema'
import { asObject } from '../../api/readers.ts'
import { formatCount } from '../../words/quantity.ts'
import { errorTitle } from '../errors/error-group-list.ts'
import { frameWords, minifiedPlace } from '../errors/frame-words.ts'
import { breadcrumbLines } from '../report/overview/breadcrumb-timeline.ts'
import { tellingTraits } from './shared-traits.ts'

/**
 * Writes an error group for an issue tracker: its message, how often it occurred, what the page views have in common, and of the
 * latest occurrence the stack with its source, and what happened before.
 */
export function errorMarkdown(group: ErrorGroupAnswer, overview: OverviewAnswer, link: string): string {
  const { name, message, count, pageViews, firstSeen, lastSeen, occurrences } = group
  const latest = occurrences[0]
  const frames = latest?.frames ?? []
  const source = frames.find(({ own, context }) => own && context)
  const traits = tellingTraits(group, overview)
  const breadcrumbs = breadcrumbLines(asObject(latest?.error))
  return [
    `## ${errorTitle(name, message).split('\n')[0]}`,
    ...(message.includes('\n') ? [fenced(message)] : []),
    `[Error in Collector](${link}): ${formatCount(pageViews, 'page view')}, ${formatCount(count, 'occurrence')}, first ${firstSeen}, last ${lastSeen}.`,
    ...(latest
      ? [
          `Page: ${latest.submission.readableUrl ?? 'unknown'}. Browser: ${latest.submission.browser.name ?? 'unknown'}.`,
        ]
      : []),
    fenced(frames.map(frameLine).join('\n') || 'no stack'),
    ...(source ? [sourceText(source)] : []),
    ...(traits.length > 0 ? ['In common:', traits.map((trait) => `- ${trait}`).join('\n')] : []),
    ...(breadcrumbs.length > 0 ? ['Before:', fenced(breadcrumbs.join('\n'))] : []),
  ].join('\n\n')
}

function frameLine(frame: Frame): string {
  const { name, place } = frameWords(frame)
  return `at ${name} (${place})${frame.reason === null ? ` <- ${minifiedPlace(frame)}` : ''}`
}

function sourceText({ file, line, context }: Frame): string {
  const { before = [], line: marked = '', after = [] } = context ?? {}
  const first = (line ?? 1) - before.length
  const numbered = [...before, marked, ...after].map(
    (text, index) => `${index === before.length ? '>' : ' '} ${first + index} ${text}`,
  )
  return `\`${file}\`\n\n${fenced(numbered.join('\n'))}`
}

/** A code block; a longer fence where the text has one of its own. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}
