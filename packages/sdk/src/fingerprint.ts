import type { Component, FingerprintsSection } from '@collector/schema'
import type { canvas } from './collectors/fingerprints/canvas.ts'
import { type FingerprintCollector, fingerprintCollectors } from './collectors/fingerprints/index.ts'
import { canonicalJson } from './collectors/fingerprints/tools/canonical-json.ts'
import { murmur3 } from './collectors/fingerprints/tools/murmur3.ts'
import { releaseWebgl } from './collectors/fingerprints/tools/webgl-context.ts'
import { runCollectors } from './run-collectors.ts'

/** Runs every fingerprint collector. `onProgress` gets the section as far as it is filled. */
export async function collectFingerprints(
  onProgress: (section: FingerprintsSection) => void = () => {},
): Promise<FingerprintsSection> {
  return fingerprintsOf(fingerprintCollectors, onProgress)
}

/** The section that a list of collectors makes. */
export async function fingerprintsOf(
  collectors: Readonly<Record<string, FingerprintCollector>>,
  onProgress: (section: FingerprintsSection) => void = () => {},
): Promise<FingerprintsSection> {
  const section: FingerprintsSection = {}
  const components: Record<string, Component> = {}
  await runCollectors(collectors, (name, component) => {
    components[name] = component
    Object.assign(section, predecessorFields(name, component))
    onProgress({ ...section, components: { ...components } })
  })
  releaseWebgl()

  const stableNames = Object.keys(collectors).filter((name) => collectors[name]?.stable)
  const inListOrder = Object.fromEntries(Object.keys(collectors).map((name) => [name, components[name] as Component]))
  return {
    hash: hashOf(stableNames, components),
    fullHash: hashOf(Object.keys(collectors), components),
    components: inListOrder,
    ...section,
  }
}

/** What the predecessor had at the top of the section. The picture moves there: it is large, and needed once. */
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

/** What is missing or noised counts as nothing, so that a message or another noise does not make another browser of it. */
function hashOf(names: string[], components: Record<string, Component>): string {
  const values = names.map((name) => {
    const value = components[name]?.value
    const isTrue = ((value as { state?: string } | undefined)?.state ?? 'stable') === 'stable'
    return [name, isTrue ? (value ?? null) : null]
  })
  return murmur3(canonicalJson(Object.fromEntries(values)))
}
