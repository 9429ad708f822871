import type { Filters } from '@collector/schema'
import { canonicalAddress } from '../identity/canonical-address.ts'
import { canonicalHost } from '../identity/canonical-host.ts'
import { canonicalLanguage } from '../identity/canonical-language.ts'
import { canonicalPath, canonicalPathPrefix } from '../identity/canonical-path.ts'
import {
  identityKey,
  maxFingerprintLength,
  maxIdLength,
  maxReferenceLength,
  maxReleaseLength,
} from '../identity/identity-key.ts'
import { isPagePattern } from '../identity/path-pattern.ts'
import { tagLine } from '../identity/tag-line.ts'
import { withoutWww } from '../identity/without-www.ts'
import { text } from '../ingest/clean.ts'

/** Returns filters in the notation of the stored values, so that a value is found by what was sent. */
export function canonicalFilters<Asked extends Filters>(asked: Asked): Asked {
  const { browser, os, language, release, environment, visitorId, user, tag, reference, fingerprint } = asked
  const { host, referrer, path, page, ip } = asked
  return {
    ...asked,
    ...(browser !== undefined && { browser: text(browser) ?? browser }),
    ...(os !== undefined && { os: text(os) ?? os }),
    ...(visitorId !== undefined && { visitorId: identityKey(visitorId, maxIdLength) }),
    ...(release !== undefined && { release: identityKey(release, maxReleaseLength) }),
    ...(environment !== undefined && { environment: identityKey(environment, maxReleaseLength) }),
    ...(user !== undefined && { user: identityKey(user, maxIdLength) }),
    ...(reference !== undefined && { reference: identityKey(reference, maxReferenceLength) }),
    ...(tag !== undefined && { tag: tagLine(tag) }),
    ...(fingerprint !== undefined && { fingerprint: identityKey(fingerprint, maxFingerprintLength) }),
    ...(host !== undefined && { host: canonicalHost(host) }),
    ...(referrer !== undefined && { referrer: withoutWww(canonicalHost(referrer)) }),
    ...(path !== undefined && { path: pathOrPattern(path) }),
    ...(page !== undefined && { page: isPagePattern(page) ? canonicalPathPrefix(page) : canonicalPath(page) }),
    ...(language !== undefined && { language: canonicalLanguage(language) ?? text(language) ?? language }),
    ...(ip !== undefined && { ip: canonicalAddress(ip) ?? ip }),
  }
}

function pathOrPattern(path: string): string {
  return path.includes('*') ? canonicalPathPrefix(path) : canonicalPath(path)
}
