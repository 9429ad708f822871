import { identityKey, maxFingerprintLength, maxIdLength } from '../identity/identity-key.ts'
import type { ExtractedFacts } from '../storage/write/new-submission.ts'
import { type Decode, idReader, type Json, object } from './clean.ts'
import { hashText, hashTextHex } from './hash-text.ts'
import { memoize } from './memoize.ts'

type ExtractedFingerprint = Pick<ExtractedFacts, 'fingerprintHash' | 'fingerprintKey' | 'components'>

/** Names of the predecessor's three components. */
const legacyComponents = ['canvas', 'fonts', 'webgl']
const maxComponents = 200

/** Extracts hashes of the component values; failed components have none. */
export function extractFingerprint(fingerprints: Json, decode: Decode): ExtractedFingerprint {
  const sent = object(fingerprints['components'])
  const sentNames = Object.keys(sent)
  const names = sentNames.length > 0 ? sentNames.slice(0, maxComponents) : legacyComponents
  const components: Record<string, string> = {}
  for (const name of names) {
    const key = identityKey(decode(name), maxIdLength)
    const value = sentNames.length > 0 ? succeeded(sent[name]) : fingerprints[name]
    if (key !== '' && value !== undefined && value !== null)
      components[key] = hashTextHex(decode(JSON.stringify(value)))
  }
  return {
    fingerprintHash: idReader(decode)(fingerprints['hash'], maxFingerprintLength),
    fingerprintKey: keyOf(components),
    components,
  }
}

/** Returns the value of a component; undefined if it failed. */
function succeeded(component: unknown): unknown {
  const { value, error } = object(component)
  return error === undefined ? value : undefined
}

/** Returns the same key for the same values in any order. */
function keyOf(components: Record<string, string>): string | null {
  const names = Object.keys(components).sort()
  if (names.length === 0) return null
  return hashOfAll(JSON.stringify(names.map((name) => [name, components[name]])))
}

/** Hash over all component values of a browser, which are the same in each of its page views. */
const hashOfAll = memoize(hashText, { maxKnown: 1000, maxLength: 8192 })
