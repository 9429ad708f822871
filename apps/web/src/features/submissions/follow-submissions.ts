import type { SubmissionItem } from '@collector/schema'
import type { AddressFilters } from '../../address/address-filters.ts'
import { queryText } from '../../api/query-text.ts'
import { withBase } from '../../router/base-path.ts'

export interface StreamListener {
  /** It runs, from now on or again: what came before has to be asked for. */
  onOpen(): void
  onItems(items: SubmissionItem[]): void
  /** The connection is lost; the browser tries again. */
  onBreak(): void
  /** It ended, and does not begin again by itself. */
  onEnd(): void
}

/** Submissions that arrive within a frame are reported together. */
const frameMs = 50

/**
 * Tells of each submission that matches, as it arrives. A broken connection is taken up again by the browser, where it
 * broke. While the page is hidden it is closed: a browser has six connections to a server for all its windows.
 *
 * @returns a function that stops it
 */
export function followSubmissions(
  filters: AddressFilters,
  { onOpen, onItems, onBreak, onEnd }: StreamListener,
): () => void {
  let source: EventSource | undefined
  let items: SubmissionItem[] = []
  let telling: ReturnType<typeof setTimeout> | undefined

  const tell = () => {
    telling = undefined
    const told = items
    items = []
    onItems(told)
  }
  const close = () => {
    source?.close()
    source = undefined
    clearTimeout(telling)
    telling = undefined
    items = []
  }
  const open = () => {
    const opened = new EventSource(withBase(`/api/submissions/stream${queryText(filters)}`))
    source = opened
    opened.addEventListener('open', onOpen)
    opened.addEventListener('submission', ({ data }) => {
      items.push(JSON.parse(data) as SubmissionItem)
      telling ??= setTimeout(tell, frameMs)
    })
    opened.addEventListener('error', () => {
      if (opened.readyState === EventSource.CLOSED) onEnd()
      else onBreak()
    })
  }
  const followVisibility = () => {
    if (document.hidden) close()
    else if (!source) open()
  }
  document.addEventListener('visibilitychange', followVisibility)
  if (!document.hidden) open()
  return () => {
    document.removeEventListener('visibilitychange', followVisibility)
    close()
  }
}
