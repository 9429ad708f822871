import type { Component, FingerprintsSection } from '@collector/schema'
import type { canvas } from './collectors/fingerprints/canvas.ts'
import { type FingerprintCollector, fingerprintCollectors, hashVersion } from './collectors/fingerprints/index.ts'
import { canonicalJson } from './collectors/fingerprints/tools/canonical-json.ts'
import { murmur3 } from './collectors/fingerprints/tools/murmur3.ts'
import { releaseWebgl } from './collectors/fingerprints/tools/webgl-context.ts'
import { runCollectors } from './run-collectors.ts'

/** Runs every fingerprint collector. `onProgress` gets the section as far as it is filled. */
export async function collectFingerprints(
  onProgress?: (section: FingerprintsSection) => void,
): Promise<FingerprintsSection> {
  return fingerprintsOf(fingerprintCollectors, onProgress)
}

/** The section that a list of collectors makes. */
export async function fingerprintsOf(
  collectors: Readonly<Record<string, FingerprintCollector>>,
  onProgress?: (section: FingerprintsSection) => void,
): Promise<FingerprintsSection> {
  const section: FingerprintsSection = {}
  const components: Record<string, Component> = {}
  await runCollectors(collectors, (name, component) => {
    components[name] = component
    Object.assign(section, predecessorFields(name, component))
    onProgress?.({ ...section, components: { ...components } })
  })
  // takes a while, and nobody waits for it
  setTimeout(releaseWebgl)

  const names = Object.keys(collectors)
  const texts = Object.fromEntries(names.map((name) => [name, hashedText(components[name])]))
  return {
    hash: hashOf(
      names.filter((name) => collectors[name]?.stable),
      texts,
    ),
    hashVersion,
    previousHash: hashOf(
      names.filter((name) => collectors[name]?.stable || collectors[name]?.stableBefore),
      texts,
    ),
    fullHash: hashOf(names, texts),
    components: Object.fromEntries(names.map((name) => [name, components[name] as Component])),
    ...section,
  }
}

/** Returns the members that the predecessor had at the top of the section. The picture moves there: it is large, and needed once. */
function predecessorFields(name: string, component: Component): Partial<FingerprintsSection> {
  const { value, error } = component
  if (name === 'fonts' && value) return { fonts: value as string[] }
  if (name === 'webgl') return { webgl: (value as FingerprintsSection['webgl']) ?? { error } }
  if (name === 'canvas' && value) {
    const { picture, ...reading } = value as NonNullable<ReturnType<typeof canvas>>
    component.value = reading
    return { canvas: picture }
  }
  return {}
}

/** Missing and noised values hash as the empty text, so that neither a message nor another noise makes a different browser. */
function hashedText(component: Component | undefined): string {
  const value = component?.value
  const isTrue = ((value as { state?: string } | undefined)?.state ?? 'stable') === 'stable'
  return canonicalJson(isTrue ? (value ?? null) : null)
}

/** Hashes the canonical JSON of all values by name. */
function hashOf(names: string[], texts: Record<string, string>): string {
  const members = [...names].sort().map((name) => `${JSON.stringify(name)}:${texts[name]}`)
  return murmur3(`{${members.join()}}`)
}
