import type { CheckResult } from '@collector/schema'

const timeoutMs = 4000
const maxNamed = 5

/** Asks each host that the operator named for its file, without cookies and referrer. Only a failure shows: answers are not read. */
export async function hosts(urls: readonly string[]): Promise<CheckResult> {
  const answered = await Promise.all(
    urls.map((url) =>
      fetch(url, {
        mode: 'no-cors',
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(timeoutMs),
      }).then(
        () => true,
        () => false,
      ),
    ),
  )
  const blocked = urls.filter((_, index) => !answered[index]).map((url) => new URL(url).host)
  if (blocked.length === 0) return { state: 'good', detail: `all ${urls.length} answer` }
  const more = blocked.length > maxNamed ? ` and ${blocked.length - maxNamed} more` : ''
  return { state: 'poor', detail: `no answer from ${blocked.slice(0, maxNamed).join(', ')}${more}` }
}
