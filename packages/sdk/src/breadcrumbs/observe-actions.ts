import type { Breadcrumb } from '@collector/schema'
import { documentProperty } from '../browser/document-property.ts'
import { listen } from '../browser/listen.ts'
import { selectorOf } from '../browser/selector-of.ts'

/**
 * Observes clicks, by the selector of the element and never its text, and changes of visibility and of the network.
 *
 * @returns a function that stops it
 */
export function observeActions(tell: (breadcrumb: Breadcrumb) => void): () => void {
  const stops = [
    // capturing: the page may stop an event; inside of a shadow root the path alone names the element
    listen(
      document,
      'click',
      (event: Event) => tell({ type: 'click', message: `${selectorOf(event.composedPath()[0] as Node)}` }),
      true,
    ),
    listen(document, 'visibilitychange', () =>
      tell({ type: 'visibility', message: documentProperty('visibilityState') }),
    ),
    ...['online', 'offline'].map((message) => listen(window, message, () => tell({ type: 'network', message }))),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
