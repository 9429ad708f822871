import { formatNumber, nounFor } from './quantity.ts'

/** A number compared with that of the previous period. */
export interface Change {
  direction: 'up' | 'down' | 'same'
  /** "12 %", "×14", "6.3 percentage points", "as before", "none before". */
  text: string
}

/** Compares two numbers; undefined if one is missing. */
export function changeOf(current: number | null, previous: number | null): Change | undefined {
  if (current === null || previous === null) return undefined
  if (current === previous) return { direction: 'same', text: 'as before' }
  if (previous === 0) return { direction: 'up', text: 'none before' }
  const ratio = current / previous
  const direction = ratio > 1 ? 'up' : 'down'
  if (ratio >= 10) return { direction, text: `×${formatNumber(ratio)}` }
  const percent = Math.round(Math.abs(ratio - 1) * 100)
  return percent === 0 ? { direction: 'same', text: 'as before' } : { direction, text: `${percent} %` }
}

/** Compares two shares in percent, rounded as they are shown; undefined if one is missing. */
export function changeOfShare(current: number | null, previous: number | null): Change | undefined {
  if (current === null || previous === null) return undefined
  const points = (Math.round(current * 10) - Math.round(previous * 10)) / 10
  if (points === 0) return { direction: 'same', text: 'as before' }
  const size = Math.abs(points)
  return {
    direction: points > 0 ? 'up' : 'down',
    text: `${formatNumber(size, 1)} ${nounFor(size, 'percentage point')}`,
  }
}
