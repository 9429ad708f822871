import type { SignalCollector } from '../../run-collectors.ts'

/** "available" where `window` has it. Reading alone throws where the user or the frame's place forbids storage. */
export function windowMember(name: string): SignalCollector<string | undefined> {
  return { collect: () => ((window as unknown as Record<string, unknown>)[name] ? 'available' : undefined) }
}
