import type { ComponentInfo } from './component-info.ts'

/** Facts that speak of automation or of changed values. Each alone proves nothing, and no verdict is drawn. */
export const evidence = {
  webdriver: {
    label: 'WebDriver',
    meaning: 'Whether the browser says that a program drives it, as tests do; normal browsing says false.',
  },
  headlessHint: {
    label: 'Headless user agent',
    meaning: 'Whether the browser calls itself headless, as one without a window does unless told otherwise.',
  },
  realmDifferences: {
    label: 'Replaced fields',
    meaning: 'Fields of navigator that a script answers instead of the browser: an extension or program changed them.',
  },
} as const satisfies Record<string, ComponentInfo>
