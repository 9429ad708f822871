import type { BrowserSection } from '@collector/schema'
import { browserCollectors } from './index.ts'

const timeoutMs = 1000

/**
 * Every field of the browser section that this browser offers, each on its own: one that throws, hangs or is missing leaves
 * the others intact. These take no time worth telling, so the runner of the fingerprint, with its durations and turns, stays
 * out of the first file.
 *
 * @param onField told each field as it comes
 */
export async function collectBrowser(
  onField: (field: Partial<BrowserSection>) => void,
  collectors: Record<string, () => unknown> = browserCollectors,
): Promise<void> {
  await Promise.all(
    Object.entries(collectors).map(async ([name, collect]) => {
      try {
        const value = await Promise.race([collect(), new Promise((resolve) => setTimeout(resolve, timeoutMs))])
        if (value !== undefined) onField({ [name]: value })
      } catch {
        // absent, as where the browser does not offer it
      }
    }),
  )
}
