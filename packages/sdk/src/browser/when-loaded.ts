import { documentProperty } from './document-property.ts'
import { guard } from './guard.ts'
import { listen } from './listen.ts'

/** Once the page has loaded and the load event is over, so that its timing is complete, and, if prerendered, it is seen. */
export function whenLoaded(run: () => void): void {
  const later = () => setTimeout(guard(run))
  if (documentProperty('prerendering')) listen(document, 'prerenderingchange', () => whenLoaded(run))
  else if (documentProperty('readyState') === 'complete') later()
  else listen(window, 'load', later)
}

/** When the page has nothing better to do, at the latest after a second. Safari has no idle callback. */
export function whenIdle(): Promise<unknown> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(resolve, { timeout: 1000 })
    else setTimeout(resolve, 50)
  })
}
