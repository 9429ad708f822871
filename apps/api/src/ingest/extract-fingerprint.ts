import type { ExtractedFacts } from '../storage/tables/facts.ts'
import { type Decode, type Json, object, reader } from './clean.ts'
import { hashText, hashTextHex } from './hash-text.ts'

type ExtractedFingerprint = Pick<ExtractedFacts, 'fingerprintHash' | 'fingerprintKey' | 'components'>

/** Where the predecessor put its three. */
const legacyComponents = ['canvas', 'fonts', 'webgl']
const maxComponents = 200

/** Hashes of the component values; a component that failed has none. */
export function extractFingerprint(fingerprints: Json, decode: Decode): ExtractedFingerprint {
  const read = reader(decode)
  const sent = Object.entries(object(fingerprints['components'])).map(([name, component]) => {
    const { value, error } = object(component)
    return [name, error === undefined ? value : undefined] as const
  })
  const values = sent.length > 0 ? sent : legacyComponents.map((name) => [name, fingerprints[name]] as const)
  const components: Record<string, string> = {}
  for (const [name, value] of values.slice(0, maxComponents)) {
    const key = read(name, 64)
    if (key !== null && value !== undefined && value !== null)
      components[key] = hashTextHex(decode(JSON.stringify(value)))
  }
  const entries = Object.entries(components).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    fingerprintHash: read(fingerprints['hash'], 128),
    fingerprintKey: entries.length > 0 ? hashText(JSON.stringify(entries)) : null,
    components,
  }
}
