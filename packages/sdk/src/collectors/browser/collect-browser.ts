import type { BrowserSection } from '@collector/schema'
import { browserCollectors } from './index.ts'

const timeoutMs = 1000

/**
 * Collects every available field of the browser section, isolated from each other: one that throws, hangs or is
 * missing leaves the others intact. They are quick, so the runner of the fingerprint, which measures and yields,
 * stays out of the first file.
 *
 * @param onField called with each field as it comes
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
        // left out, like a field that the browser lacks
      }
    }),
  )
}
