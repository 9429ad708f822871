import { type BrowserClues, identify, type Product, readClues } from '@collector/user-agent'
import type { ExtractedFacts } from '../storage/write/new-submission.ts'
import type { reader } from './clean.ts'
import { memoize } from './memoize.ts'

type BrowserFacts = Pick<ExtractedFacts, 'browserName' | 'browserVersion' | 'osName' | 'osVersion' | 'device'>

/** Memoized, because few browsers make most requests, and the patterns take longer than all other extraction. */
const factsOf = memoize((clues) => read(JSON.parse(clues)), { maxKnown: 2000, maxLength: 2000 })

/** Extracts the browser, system and device of a section; null where unknown. */
export function browserFacts(section: unknown, text: ReturnType<typeof reader>): BrowserFacts {
  return factsOf(JSON.stringify(readClues(section, text)))
}

function read(clues: BrowserClues): BrowserFacts {
  const { browser, os, device = null } = identify(clues)
  const [browserName, browserVersion] = columns(browser)
  const [osName, osVersion] = columns(os)
  return { browserName, browserVersion, osName, osVersion, device }
}

function columns(product: Product | undefined) {
  return [product?.name ?? null, product?.version ?? null] as const
}
