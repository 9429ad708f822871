import type { SignalCollector } from '../../run-collectors.ts'

/** A value that `navigator` has under this name, where the browser offers it. */
export function navigatorField(name: string): SignalCollector {
  return { collect: () => (navigator as unknown as Record<string, unknown>)[name] }
}
