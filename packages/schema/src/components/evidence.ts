import type { ComponentInfo } from './component-info.ts'

/** Signs of automation or of changed values. None proves anything alone, and Collector draws no verdict. */
export const evidence = {
  webdriver: {
    label: 'WebDriver',
    meaning: 'Whether the browser reports that a program controls it, as tests do; false in normal browsing.',
  },
  headlessHint: {
    label: 'Headless user agent',
    meaning: 'Whether the browser calls itself headless, as browsers without a window do by default.',
  },
  realmDifferences: {
    label: 'Replaced fields',
    meaning: 'Fields of navigator that a script replaced: by an extension or another program.',
  },
} as const satisfies Record<string, ComponentInfo>
