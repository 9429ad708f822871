/** From a time up to before another; undefined is without end. */
export interface Span {
  from: Date | undefined
  to: Date | undefined
}

/** How a window is put together. */
export interface SplitWindow {
  /** What whole buckets cover. */
  covered: Span | undefined
  days: Span[]
  hours: Span[]
  /** The rest before and after: less than a bucket each. */
  edges: Span[]
}

const hourMs = 3_600_000
const dayMs = 86_400_000

/**
 * Splits a window into whole days, whole hours around them, and what is left. A window that ends after now has no end:
 * nothing can have been received later.
 */
export function splitWindow(
  { from, to }: Span,
  now: Date,
  { hasHours, hasDays }: { hasHours: boolean; hasDays: boolean },
): SplitWindow {
  const end = to && to > now ? undefined : to
  const unitMs = hasHours ? hourMs : dayMs
  const covered = { from: from && ceil(from, unitMs), to: end && floor(end, unitMs) }
  if (isEmpty(covered)) return { covered: undefined, days: [], hours: [], edges: [{ from, to: end }] }

  const edges = [
    { from, to: covered.from },
    { from: covered.to, to: end },
  ].filter(({ from, to }) => from && to && from < to)
  const days = { from: covered.from && ceil(covered.from, dayMs), to: covered.to && floor(covered.to, dayMs) }
  if (!hasDays || isEmpty(days)) return { covered, days: [], hours: [covered], edges }
  const hours = [
    { from: covered.from, to: days.from },
    { from: days.to, to: covered.to },
  ].filter(({ from, to }) => from && to && from < to)
  return { covered, days: [days], hours, edges }
}

function isEmpty({ from, to }: Span): boolean {
  return from !== undefined && to !== undefined && from >= to
}

function floor(time: Date, unitMs: number): Date {
  return new Date(Math.floor(time.getTime() / unitMs) * unitMs)
}

function ceil(time: Date, unitMs: number): Date {
  return new Date(Math.ceil(time.getTime() / unitMs) * unitMs)
}
