import { documentProperty } from './document-property.ts'
import { guard } from './guard.ts'
import { listen } from './listen.ts'

/** Runs when the load event is over, so that the page's timing is complete, and a prerendered page is shown. */
export function whenLoaded(run: () => void): void {
  const later = () => setTimeout(guard(run))
  if (documentProperty('prerendering')) listen(document, 'prerenderingchange', () => whenLoaded(run))
  else if (documentProperty('readyState') === 'complete') later()
  else listen(window, 'load', later)
}

/** Resolves when the page is idle, at the latest after a second. Safari has no idle callback. */
export function whenIdle(): Promise<unknown> {
  return new Promise((resolve) => {
    window.requestIdleCallback?.(resolve, { timeout: 1000 }) ?? setTimeout(resolve, 50)
  })
}
