import { guard } from './guard.ts'

/** Functions that add each current listener again. */
const adders = new Set<() => void>()
let observer: MutationObserver | undefined

/** Adds a listener and returns a function that removes it. */
export function listen<E>(
  target: EventTarget,
  type: string,
  listener: (event: E) => void,
  capture = false,
): () => void {
  const guarded = guard(listener) as unknown as EventListener
  const add = () => target.addEventListener(type, guarded, capture)
  add()
  adders.add(add)
  if (!observer) {
    // document.open() removes all listeners of document and window, and then their content; adding one twice changes nothing
    observer = new MutationObserver(() => {
      for (const again of adders) again()
    })
    observer.observe(document, { childList: true })
  }
  return () => {
    adders.delete(add)
    target.removeEventListener(type, guarded, capture)
    if (adders.size > 0) return
    observer?.disconnect()
    observer = undefined
  }
}
