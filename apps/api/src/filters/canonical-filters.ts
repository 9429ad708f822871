import type { Filters } from '@collector/schema'
import { canonicalAddress } from '../identity/canonical-address.ts'
import { canonicalHost } from '../identity/canonical-host.ts'
import { canonicalLanguage } from '../identity/canonical-language.ts'
import { canonicalPath, canonicalPathPrefix } from '../identity/canonical-path.ts'
import { identityKey, maxFingerprintLength, maxIdLength } from '../identity/identity-key.ts'
import { text } from '../ingest/clean.ts'

/** The filters that name something, each as it is stored: whatever was sent is found by what was sent. */
export function canonicalFilters<Asked extends Filters>(asked: Asked): Asked {
  const { browser, os, language, visitorId, fingerprint, host, path, ip } = asked
  return {
    ...asked,
    ...(browser !== undefined && { browser: text(browser) ?? browser }),
    ...(os !== undefined && { os: text(os) ?? os }),
    ...(visitorId !== undefined && { visitorId: identityKey(visitorId, maxIdLength) }),
    ...(fingerprint !== undefined && { fingerprint: identityKey(fingerprint, maxFingerprintLength) }),
    ...(host !== undefined && { host: canonicalHost(host) }),
    ...(path !== undefined && { path: pathOrPrefix(path) }),
    ...(language !== undefined && { language: canonicalLanguage(language) ?? language }),
    ...(ip !== undefined && { ip: canonicalAddress(ip) ?? ip }),
  }
}

function pathOrPrefix(path: string): string {
  return path.endsWith('*') ? `${canonicalPathPrefix(path.slice(0, -1))}*` : canonicalPath(path)
}
