import { TooBusyError } from '../http-errors.ts'

/** Limits of a batch and of the items that wait. */
export interface BatchLimits {
  maxRows: number
  maxBytes: number
  /** Batches that are being stored at the same time. */
  maxInFlight: number
  /** Minimum rows of a batch that starts while another is being stored: full batches cost least per row. */
  minRowsBesides: number
  maxWaitingRows: number
  maxWaitingBytes: number
  maxWaitMs: number
}

interface Waiting<Item, Result> {
  item: Item
  since: number
  resolve(result: Result): void
  reject(error: unknown): void
}

/** Items that are stored together. */
interface Lane<Item, Result> {
  waiting: Waiting<Item, Result>[]
  inFlight: number
}

/** Batches of all lanes that are being stored at the same time: fewer than a process has connections. */
const maxInFlightOfAll = 8

export interface BatchStore<Item, Result> {
  /** Returns which items an item may share a batch with: those of the same number. By default all. */
  laneOf?(item: Item): number
  /** Stores all or none; the results are in the order of the items. */
  storeAll(items: Item[]): Promise<Result[]>
  /** Returns whether nothing can be stored now, rather than that one of these submissions cannot. */
  isUnavailable(error: unknown): boolean
}

/**
 * Makes a function that stores an item together with others that arrive at the same time. Its promise settles when
 * this item is committed or refused: a faulty item does not affect the others of its batch.
 *
 * @throws TooBusyError when too many wait already, or one has waited too long
 */
export function batch<Item extends { bytes: number }, Result>(
  { storeAll, isUnavailable, laneOf = () => 0 }: BatchStore<Item, Result>,
  limits: BatchLimits,
): (item: Item) => Promise<Result> {
  const lanes = new Map<number, Lane<Item, Result>>()
  let waitingRows = 0
  let waitingBytes = 0
  let inFlight = 0
  let isPlanned = false
  let isWatching = false

  return (item) =>
    new Promise<Result>((resolve, reject) => {
      if (waitingRows >= limits.maxWaitingRows || waitingBytes + item.bytes > limits.maxWaitingBytes) {
        reject(new TooBusyError('too many submissions are waiting to be stored'))
        return
      }
      const lane = getOrAddLane(laneOf(item))
      lane.waiting.push({ item, since: Date.now(), resolve, reject })
      waitingRows++
      waitingBytes += item.bytes
      watch(limits.maxWaitMs)
      plan()
    })

  function getOrAddLane(key: number): Lane<Item, Result> {
    let lane = lanes.get(key)
    if (!lane) {
      lane = { waiting: [], inFlight: 0 }
      lanes.set(key, lane)
    }
    return lane
  }

  /** Waits for the end of this turn of the event loop, so that items read in it share a batch. */
  function plan(): void {
    if (isPlanned || !nextLane()) return
    isPlanned = true
    setImmediate(() => {
      isPlanned = false
      const lane = nextLane()
      if (lane) store(lane, take(lane))
    })
  }

  /** Returns the lane whose first item has waited longest, of those from which a batch is worthwhile now. */
  function nextLane(): Lane<Item, Result> | undefined {
    let next: Lane<Item, Result> | undefined
    if (inFlight >= maxInFlightOfAll) return next
    for (const lane of lanes.values()) {
      const [first] = lane.waiting
      if (first && isWorthwhile(lane) && !(next?.waiting[0] && next.waiting[0].since <= first.since)) next = lane
    }
    return next
  }

  function isWorthwhile(lane: Lane<Item, Result>): boolean {
    return (
      lane.inFlight < limits.maxInFlight && lane.waiting.length >= (lane.inFlight === 0 ? 1 : limits.minRowsBesides)
    )
  }

  /** Takes the first waiting items, up to the size of a batch, at least one. */
  function take({ waiting }: Lane<Item, Result>): Waiting<Item, Result>[] {
    let rows = 0
    let bytes = 0
    for (const { item } of waiting) {
      if (rows === limits.maxRows || (rows > 0 && bytes + item.bytes > limits.maxBytes)) break
      rows++
      bytes += item.bytes
    }
    return takeFirst(waiting, rows)
  }

  function takeFirst(waiting: Waiting<Item, Result>[], rows: number): Waiting<Item, Result>[] {
    const taken = waiting.splice(0, rows)
    waitingRows -= taken.length
    for (const { item } of taken) waitingBytes -= item.bytes
    return taken
  }

  async function store(lane: Lane<Item, Result>, some: Waiting<Item, Result>[]): Promise<void> {
    inFlight++
    lane.inFlight++
    plan()
    try {
      const results = await storeAll(some.map(({ item }) => item))
      for (const [index, { resolve }] of some.entries()) resolve(results[index] as Result)
    } catch (error) {
      await refuse(lane, some, error)
    } finally {
      inFlight--
      lane.inFlight--
      plan()
    }
  }

  async function refuse(lane: Lane<Item, Result>, some: Waiting<Item, Result>[], error: unknown): Promise<void> {
    if (isUnavailable(error)) {
      // the waiting ones would fail too, one time-out after the other
      for (const { reject } of [...some, ...takeFirst(lane.waiting, lane.waiting.length)]) reject(error)
      return
    }
    if (some.length === 1) {
      some[0]?.reject(error)
      return
    }
    for (const [index, one] of some.entries()) {
      try {
        const [result] = await storeAll([one.item])
        one.resolve(result as Result)
      } catch (reason) {
        if (isUnavailable(reason)) return refuse(lane, some.slice(index), reason)
        one.reject(reason)
      }
    }
  }

  /** Sets one timer for all waiting items, which fires when the first has waited too long. */
  function watch(ms: number): void {
    if (isWatching) return
    isWatching = true
    setTimeout(() => {
      isWatching = false
      refuseLate()
    }, ms).unref()
  }

  function refuseLate(): void {
    const oldest = Date.now() - limits.maxWaitMs
    let nextMs = Number.POSITIVE_INFINITY
    for (const { waiting } of lanes.values()) {
      const inTime = waiting.findIndex(({ since }) => since > oldest)
      for (const late of takeFirst(waiting, inTime < 0 ? waiting.length : inTime)) {
        late.reject(new TooBusyError('storing took too long'))
      }
      if (waiting[0]) nextMs = Math.min(nextMs, waiting[0].since - oldest)
    }
    if (nextMs < Number.POSITIVE_INFINITY) watch(nextMs)
  }
}
