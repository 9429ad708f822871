import type { FingerprintsSection } from '@collector/schema'

/** Runs every fingerprint collector. `onProgress` gets the section as far as it is filled. */
export async function collectFingerprints(
  _onProgress: (section: FingerprintsSection) => void = () => {},
): Promise<FingerprintsSection> {
  return {}
}
