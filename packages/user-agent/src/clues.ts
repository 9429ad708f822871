/** The hints in a browser section about which browser sent it; empty where it has none. */
export interface BrowserClues {
  userAgent: string
  /** Brands of the client hints, with full versions if sent. */
  brands: { brand: string; version: string }[]
  platform: string
  platformVersion: string
  model: string
  isMobile: boolean | undefined
  maxTouchPoints: number
}

/** Returns a text of at most `maxLength` characters, or null for anything else. */
export type ReadText = (value: unknown, maxLength: number) => string | null

/** Limit in characters, because many patterns run over the text. */
const maxUserAgentLength = 1000
const maxHintLength = 64
/** Limit of the list; browsers send three or four. */
const maxBrands = 8

/** Reads a browser section. Total: fields of an unexpected kind count as missing. */
export function readClues(section: unknown, read: ReadText = readText): BrowserClues {
  const browser = members(section)
  const hints = members(browser['userAgentData'])
  const text = (value: unknown) => read(value, maxHintLength) ?? ''
  const brands = [hints['fullVersionList'], hints['brands']].find((list) => Array.isArray(list) && list.length > 0)
  const { mobile } = hints
  const { maxTouchPoints } = browser
  return {
    userAgent: read(browser['userAgent'], maxUserAgentLength) ?? '',
    brands: (Array.isArray(brands) ? brands : []).slice(0, maxBrands).map((entry) => {
      const { brand, version } = members(entry)
      return { brand: text(brand), version: text(version) }
    }),
    platform: text(hints['platform']),
    platformVersion: text(hints['platformVersion']),
    model: text(hints['model']),
    isMobile: typeof mobile === 'boolean' ? mobile : undefined,
    maxTouchPoints: typeof maxTouchPoints === 'number' ? maxTouchPoints : 0,
  }
}

function members(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function readText(value: unknown, maxLength: number): string | null {
  return typeof value === 'string' ? value.slice(0, maxLength) : null
}
