import { html, nothing } from 'lit'
import { changeOf, changeOfShare } from '../../words/change.ts'
import { absent } from './absent.ts'
import './change.css'

/** Share below which a change is neither better nor worse. */
const leastJudged = 0.05

const arrows = { up: '▲', down: '▼', same: '' }

/**
 * Shows how a number changed since the previous period, a share in percentage points. With `more` as `worse` the direction is
 * rated by colour; else it is neutral.
 */
export function change(
  { current, previous }: { current: number | null; previous: number | null },
  { more = 'neither', isShare = false }: { more?: 'worse' | 'neither'; isShare?: boolean } = {},
) {
  const changed = (isShare ? changeOfShare : changeOf)(current, previous)
  if (!changed) return html`<span class="change">${absent('nothing before')}</span>`
  const { direction, text } = changed
  const isSlight = Boolean(previous) && Math.abs((current ?? 0) / (previous ?? 1) - 1) < leastJudged
  const tone = more === 'neither' || direction === 'same' || isSlight ? 'absent' : direction === 'up' ? 'poor' : 'good'
  const word = { up: 'more', down: 'less', same: '' }[direction]
  const judged = { poor: 'worse', good: 'better', absent: '' }[tone]
  const isRelative = text.startsWith('×') || text.endsWith('%') || isShare
  return html`<span class="change tone-${tone}"
    ><span aria-hidden="true">${arrows[direction]}</span> ${text}
    ${isRelative ? (judged ? judged : html`<span class="visually-hidden">${word}</span>`) : nothing}</span
  >`
}
