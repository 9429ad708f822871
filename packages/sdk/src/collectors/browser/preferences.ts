import type { BrowserSection } from '@collector/schema'

const matches = (query: string) => matchMedia(`(${query})`).matches

/** Returns the user's preferences for pages: https://drafts.csswg.org/mediaqueries-5/#mf-user-preferences */
export function preferences(): BrowserSection['preferences'] {
  return {
    colorScheme: matches('prefers-color-scheme: dark') ? 'dark' : 'light',
    reducedMotion: matches('prefers-reduced-motion: reduce'),
    reducedTransparency: matches('prefers-reduced-transparency: reduce'),
    contrast: ['more', 'less', 'custom'].find((value) => matches(`prefers-contrast: ${value}`)) ?? 'no-preference',
    forcedColors: matches('forced-colors: active'),
  }
}
