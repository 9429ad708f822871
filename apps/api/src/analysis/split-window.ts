import { bucketMs } from './buckets.ts'

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
  sixHours: Span[]
  hours: Span[]
  /** What whole buckets lack of the window, and what they have too much: half a bucket at most at each end. */
  edges: Edge[]
}

/** To be added (1) or taken away (-1). */
export interface Edge extends Span {
  sign: 1 | -1
}

/** What is summed up. */
export interface Buckets {
  hasHours: boolean
  hasDays: boolean
  /** Of the six hours that begin at a time, all. */
  areSummedUp(start: number): boolean
}

/**
 * Splits a window into whole days, whole hours around them, and what is left: whole buckets begin and end where they are
 * nearest to the window, so that few rows are counted one by one. A window that ends after now has no end: nothing can have
 * been received later.
 */
export function splitWindow({ from, to }: Span, now: Date, { hasHours, hasDays, areSummedUp }: Buckets): SplitWindow {
  const end = to && to > now ? undefined : to
  // neither is there for pairs of dimensions told apart by hour
  if (!hasHours && !hasDays)
    return { covered: undefined, days: [], sixHours: [], hours: [], edges: [{ from, to: end, sign: 1 }] }
  const unitMs = hasHours ? bucketMs.hour : bucketMs.day
  const covered = { from: from && nearest(from, unitMs), to: end && nearest(end, unitMs) }
  const edges = [...edgeBetween(from, covered.from), ...edgeBetween(covered.to, end)]
  if (isEmpty(covered) || (from && lengthOf(edges) >= Number(end ?? now) - Number(from))) {
    return { covered: undefined, days: [], sixHours: [], hours: [], edges: [{ from, to: end, sign: 1 }] }
  }
  const days = {
    from: covered.from && ceil(covered.from, bucketMs.day),
    to: covered.to && floor(covered.to, bucketMs.day),
  }
  if (!hasDays) return { covered, days: [], sixHours: [], hours: [covered], edges }
  if (isEmpty(days)) return { covered, days: [], ...splitHours([covered], areSummedUp), edges }
  const hours = [
    { from: covered.from, to: days.from },
    { from: days.to, to: covered.to },
  ].filter(({ from, to }) => from && to && from < to)
  return { covered, days: [days], ...splitHours(hours, areSummedUp), edges }
}

/** Takes six hours at a time where those are summed up. */
function splitHours(spans: Span[], areSummedUp: (start: number) => boolean): Pick<SplitWindow, 'sixHours' | 'hours'> {
  const split: Pick<SplitWindow, 'sixHours' | 'hours'> = { sixHours: [], hours: [] }
  for (const { from, to } of spans) {
    let at = Number(from)
    while (at < Number(to)) {
      const isWhole = at % bucketMs.sixHours === 0 && at + bucketMs.sixHours <= Number(to) && areSummedUp(at)
      const end = at + (isWhole ? bucketMs.sixHours : bucketMs.hour)
      append(isWhole ? split.sixHours : split.hours, { from: new Date(at), to: new Date(end) })
      at = end
    }
  }
  return split
}

/** Makes one of two that follow on each other. */
function append(spans: Span[], span: Span): void {
  const last = spans.at(-1)
  if (last && Number(last.to) === Number(span.from)) last.to = span.to
  else spans.push(span)
}

/** What lies between where something begins and where it is taken to begin, if anything does. */
function edgeBetween(from: Date | undefined, to: Date | undefined): Edge[] {
  if (!from || !to || Number(from) === Number(to)) return []
  return [from < to ? { from, to, sign: 1 } : { from: to, to: from, sign: -1 }]
}

function lengthOf(edges: Edge[]): number {
  return edges.reduce((sum, { from, to }) => sum + Number(to) - Number(from), 0)
}

function isEmpty({ from, to }: Span): boolean {
  return from !== undefined && to !== undefined && from >= to
}

function nearest(time: Date, unitMs: number): Date {
  return new Date(Math.round(time.getTime() / unitMs) * unitMs)
}

function floor(time: Date, unitMs: number): Date {
  return new Date(Math.floor(time.getTime() / unitMs) * unitMs)
}

function ceil(time: Date, unitMs: number): Date {
  return new Date(Math.ceil(time.getTime() / unitMs) * unitMs)
}
