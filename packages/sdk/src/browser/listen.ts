import { guard } from './guard.ts'

/** Adds a listener and returns what removes it. */
export function listen<E>(
  target: EventTarget,
  type: string,
  listener: (event: E) => void,
  capture = false,
): () => void {
  const guarded = guard(listener) as unknown as EventListener
  const add = () => target.addEventListener(type, guarded, capture)
  add()
  // document.open() removes all listeners of document and window, and then their content; adding one twice changes nothing
  const observer = new MutationObserver(add)
  observer.observe(document, { childList: true })
  return () => {
    observer.disconnect()
    target.removeEventListener(type, guarded, capture)
  }
}
