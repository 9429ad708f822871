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
  tenMinutes: Span[]
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
  /** Each ten minutes of the hour that begins at a time. */
  hasTenMinutes(hour: number): boolean
}

/**
 * Splits a window into whole days, whole hours around them, ten minutes around those, and what is left: whole buckets begin
 * and end where they are nearest to the window, so that few rows are counted one by one. A window that ends after now has no
 * end: nothing can have been received later.
 */
export function splitWindow({ from, to }: Span, now: Date, buckets: Buckets): SplitWindow {
  const end = to && to > now ? undefined : to
  const uncovered = { ...nothing, covered: undefined, edges: [{ from, to: end, sign: 1 } as const] }
  // neither is there for pairs of dimensions told apart by hour
  if (!buckets.hasHours && !buckets.hasDays) return uncovered
  const covered = { from: from && nearestBucket(from, buckets), to: end && nearestBucket(end, buckets) }
  const edges = [...edgeBetween(from, covered.from), ...edgeBetween(covered.to, end)]
  if (isEmpty(covered) || (from && lengthOf(edges) >= Number(end ?? now) - Number(from))) return uncovered
  const [hours, tenMinutes] = wholeWithin(covered, bucketMs.hour)
  return { ...nothing, covered, edges, tenMinutes, ...(hours && splitHours(hours, buckets)) }
}

const nothing = { days: [], sixHours: [], hours: [], tenMinutes: [] }

/** The nearest time at which a bucket begins. */
function nearestBucket(time: Date, { hasHours, hasTenMinutes }: Buckets): Date {
  if (!hasHours) return nearest(time, bucketMs.day)
  const hour = floor(time, bucketMs.hour).getTime()
  return nearest(time, hasTenMinutes(hour) ? bucketMs.tenMinutes : bucketMs.hour)
}

/** What of a span whole buckets cover, and what is left before and after them; all of it where they cover nothing. */
function wholeWithin(span: Span, unitMs: number): [whole: Span | undefined, around: Span[]] {
  const whole = { from: span.from && ceil(span.from, unitMs), to: span.to && floor(span.to, unitMs) }
  if (isEmpty(whole)) return [undefined, [span]]
  const around = [
    { from: span.from, to: whole.from },
    { from: whole.to, to: span.to },
  ].filter(({ from, to }) => from && to && from < to)
  return [whole, around]
}

/** Takes days and, where those are summed up, six hours at a time. */
function splitHours(span: Span, { hasDays, areSummedUp }: Buckets): Pick<SplitWindow, 'days' | 'sixHours' | 'hours'> {
  if (!hasDays) return { days: [], sixHours: [], hours: [span] }
  const [days, around] = wholeWithin(span, bucketMs.day)
  const split: ReturnType<typeof splitHours> = { days: days ? [days] : [], sixHours: [], hours: [] }
  for (const { from, to } of around) {
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
