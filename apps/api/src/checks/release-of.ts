import type { CheckAnswer } from '@collector/schema'
import { identifyBrowser } from '@collector/user-agent'
import { getAllVersions } from 'baseline-browser-mapping'

/** Browsers whose releases are known, by the names that user agents are given here. */
const listed: Readonly<Record<string, string>> = {
  Chrome: 'chrome',
  'Headless Chrome': 'chrome',
  'Android WebView': 'webview_android',
  Edge: 'edge',
  Firefox: 'firefox',
  Opera: 'opera',
  Safari: 'safari',
  'Samsung Internet': 'samsunginternet_android',
}

interface Releases {
  /** Dates by versions. */
  dates: Map<string, string>
  newest: string
}

/**
 * Returns when the version of a browser was released, by the list of the W3C's WebDX group that this build has. Undefined if
 * the list lacks it: a version that is newer than the list is not outdated.
 */
export function releaseOf(userAgent: string | undefined): CheckAnswer['browser'] {
  const { name, version = '' } = identifyBrowser({ userAgent }).browser ?? {}
  const releases = name === undefined ? undefined : allReleases().get(listed[name] ?? '')
  if (!name || !releases) return undefined
  const [major, minor] = version.split('.')
  const known = [`${major}.${minor}`, `${major}`].find((text) => releases.dates.has(text))
  const releasedAt = known && releases.dates.get(known)
  return releasedAt ? { name, version, releasedAt, newest: releases.newest } : undefined
}

let releasesByBrowser: Map<string, Releases> | undefined

/** The releases until today, by browser. */
function allReleases(): Map<string, Releases> {
  releasesByBrowser ??= new Map(
    Object.values(listed).map((wanted) => {
      const today = new Date().toISOString().slice(0, 10)
      const dates = versions()
        .filter(({ browser }) => browser === wanted)
        .flatMap(({ version, release_date: date = '' }) =>
          /^\d{4}-/.test(date) && date <= today ? [[version, date] as const] : [],
        )
        .sort(([, a], [, b]) => a.localeCompare(b))
      return [wanted, { dates: new Map(dates), newest: dates.at(-1)?.[0] ?? '' }]
    }),
  )
  return releasesByBrowser
}

function versions() {
  const list = getAllVersions({ includeDownstreamBrowsers: true, suppressWarnings: true })
  return Array.isArray(list) ? list : []
}
