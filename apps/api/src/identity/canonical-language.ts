/**
 * Returns the primary language of a BCP 47 tag in canonical notation: `de` for `de-AT`, `DE` and `de_DE`.
 *
 * @returns null for anything else
 */
export function canonicalLanguage(tag: string): string | null {
  try {
    const [canonical = ''] = Intl.getCanonicalLocales(tag.slice(0, 35).replaceAll('_', '-'))
    return canonical.split('-')[0] || null
  } catch {
    return null
  }
}
