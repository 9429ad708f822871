import type { Inconsistency, InconsistencyName } from '@collector/schema'

/** The part of navigator that headers repeat. */
export interface HeaderFacts {
  userAgent: string
  languages: readonly string[]
  /** Client hints. */
  brands: readonly { brand: string; version: string }[]
  platform: string | undefined
  mobile: boolean | undefined
  gpc: boolean
  dnt: boolean
}

export function readHeaderFacts(): HeaderFacts {
  const { userAgent, languages, userAgentData, globalPrivacyControl, doNotTrack } = navigator as Navigator & {
    userAgentData?: Partial<Pick<HeaderFacts, 'brands' | 'platform' | 'mobile'>>
    globalPrivacyControl?: boolean
  }
  return {
    userAgent,
    languages: languages ?? [],
    brands: userAgentData?.brands ?? [],
    platform: userAgentData?.platform || undefined,
    mobile: userAgentData?.mobile,
    gpc: globalPrivacyControl === true,
    dnt: doNotTrack === '1',
  }
}

/** Compares a page with the headers of its request. */
export function compareHeaders(page: HeaderFacts, headers: Readonly<Record<string, string>>): Inconsistency[] {
  const found: Inconsistency[] = []
  const compare = (name: InconsistencyName, inPage: string | undefined, inHeader: string | undefined) => {
    if (inPage && inHeader && inPage !== inHeader) found.push({ name, evidence: { page: inPage, request: inHeader } })
  }
  compare('headerUserAgent', page.userAgent, headers['user-agent'])
  compare('headerLanguage', languageOf(page.languages[0]), languageOf(headers['accept-language']))
  // without the hints of one side nothing can be said: an override leaves them empty
  if (page.brands.length > 0) {
    compare('headerBrands', brandList(page.brands), brandList(parseBrands(headers['sec-ch-ua'])))
    compare('headerPlatform', page.platform, headers['sec-ch-ua-platform']?.replaceAll('"', ''))
    compare('headerMobile', page.mobile ? 'yes' : 'no', { '?1': 'yes', '?0': 'no' }[headers['sec-ch-ua-mobile'] ?? ''])
  }
  compare('headerGpc', requested(page.gpc), requested(headers['sec-gpc'] === '1'))
  compare('headerDnt', requested(page.dnt), requested(headers['dnt'] === '1'))
  return found
}

/** The language without its region, which some browsers send and some do not: "de-AT,de;q=0.9" is "de". */
function languageOf(text: string | undefined): string | undefined {
  return /^[a-z]+/i.exec(text ?? '')?.[0].toLowerCase()
}

/** Reads a list of brands; in a name a backslash escapes the next character. */
function parseBrands(header = ''): { brand: string; version: string }[] {
  return [...header.matchAll(/"((?:[^"\\]|\\.)*)";\s*v="(\d+)/g)].map(([, brand = '', version = '']) => ({
    brand: brand.replaceAll(/\\(.)/g, '$1'),
    version,
  }))
}

function brandList(brands: readonly { brand: string; version: string }[]): string {
  return brands
    .map(({ brand, version }) => `${brand} ${version.split('.')[0]}`)
    .sort()
    .join(', ')
}

function requested(isOn: boolean): string {
  return isOn ? 'requested' : 'not requested'
}
