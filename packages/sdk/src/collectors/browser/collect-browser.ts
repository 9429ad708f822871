import type { BrowserSection } from '@collector/schema'
import { browserCollectors } from './index.ts'

const timeoutMs = 1000

/**
 * Collects every available field of the browser section, isolated from each other: one that throws, hangs or is
 * missing leaves the others intact. They are quick, so the runner of the fingerprint, which measures and yields,
 * stays out of the first file.
 *
 * @param section filled with each field as it comes
 * @param onField called after each
 */
export async function collectBrowser(
  section: BrowserSection,
  onField: () => void,
  collectors: Record<string, () => unknown> = browserCollectors,
): Promise<void> {
  const timeout = new Promise((resolve) => setTimeout(resolve, timeoutMs))
  await Promise.all(
    Object.entries(collectors).map(async ([name, collect]) => {
      try {
        let value = collect()
        // all others are there at once, for a page that is being left
        if ((value as Promise<unknown> | null)?.then) value = await Promise.race([value, timeout])
        if (value !== undefined) section[name as 'userAgent'] = value as string
        onField()
      } catch {
        // left out, like a field that the browser lacks
      }
    }),
  )
}
