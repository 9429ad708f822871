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

export interface BatchStore<Item, Result> {
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
  { storeAll, isUnavailable }: BatchStore<Item, Result>,
  limits: BatchLimits,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = []
  let waitingBytes = 0
  let inFlight = 0
  let isPlanned = false
  let isWatching = false

  return (item) =>
    new Promise<Result>((resolve, reject) => {
      if (waiting.length >= limits.maxWaitingRows || waitingBytes + item.bytes > limits.maxWaitingBytes) {
        reject(new TooBusyError('too many submissions are waiting to be stored'))
        return
      }
      waiting.push({ item, since: Date.now(), resolve, reject })
      waitingBytes += item.bytes
      watch(limits.maxWaitMs)
      plan()
    })

  /** Waits for the end of this turn of the event loop, so that items read in it share a batch. */
  function plan(): void {
    if (isPlanned || !isWorthwhile()) return
    isPlanned = true
    setImmediate(() => {
      isPlanned = false
      if (isWorthwhile()) store(take())
    })
  }

  function isWorthwhile(): boolean {
    return inFlight < limits.maxInFlight && waiting.length >= (inFlight === 0 ? 1 : limits.minRowsBesides)
  }

  /** Takes the first waiting items, up to the size of a batch, at least one. */
  function take(): Waiting<Item, Result>[] {
    let rows = 0
    let bytes = 0
    for (const { item } of waiting) {
      if (rows === limits.maxRows || (rows > 0 && bytes + item.bytes > limits.maxBytes)) break
      rows++
      bytes += item.bytes
    }
    waitingBytes -= bytes
    return waiting.splice(0, rows)
  }

  async function store(some: Waiting<Item, Result>[]): Promise<void> {
    inFlight++
    plan()
    try {
      const results = await storeAll(some.map(({ item }) => item))
      for (const [index, { resolve }] of some.entries()) resolve(results[index] as Result)
    } catch (error) {
      await refuse(some, error)
    } finally {
      inFlight--
      plan()
    }
  }

  async function refuse(some: Waiting<Item, Result>[], error: unknown): Promise<void> {
    if (isUnavailable(error)) {
      // the waiting ones would fail too, one time-out after the other
      for (const { reject } of [...some, ...takeAll()]) reject(error)
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
        if (isUnavailable(reason)) return refuse(some.slice(index), reason)
        one.reject(reason)
      }
    }
  }

  function takeAll(): Waiting<Item, Result>[] {
    waitingBytes = 0
    return waiting.splice(0)
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
    while (waiting[0] && waiting[0].since <= oldest) {
      const [late] = waiting.splice(0, 1)
      waitingBytes -= late?.item.bytes ?? 0
      late?.reject(new TooBusyError('storing took too long'))
    }
    if (waiting[0]) watch(waiting[0].since - oldest)
  }
}
