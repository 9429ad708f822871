import { guard } from './guard.ts'

/** Adds a listener and returns what removes it. */
export function listen<E>(
  target: EventTarget,
  type: string,
  listener: (event: E) => void,
  capture = false,
): () => void {
  const guarded = guard(listener) as unknown as EventListener
  target.addEventListener(type, guarded, capture)
  return () => target.removeEventListener(type, guarded, capture)
}
