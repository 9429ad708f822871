import type { SubmissionItem } from '@collector/schema'
import type { AddressFilters } from '../../address/address-filters.ts'
import { queryText } from '../../api/query-text.ts'
import { withBase } from '../../router/base-path.ts'

export interface StreamListener {
  /** The stream is open, for the first time or again: earlier submissions have to be requested. */
  onOpen(): void
  onItems(items: SubmissionItem[]): void
  /** The connection is lost; the browser retries. */
  onBreak(): void
  /** The stream ended and does not restart by itself. */
  onEnd(): void
}

/** Submissions that arrive within a frame are reported together. */
const frameMs = 50

/**
 * Reports each matching submission as it arrives. After a broken connection the browser resumes without gaps. While
 * the page is hidden the stream is closed: a browser has six connections to a server for all its windows.
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
