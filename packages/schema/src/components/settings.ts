import type { ComponentInfo } from './component-info.ts'

/** Settings that the user or the system chose. */
export const settings = {
  languages: {
    label: 'Languages',
    meaning:
      'Preferred languages in order; rare combinations stand out. Private windows of Chromium reveal only the first.',
  },
  locale: { label: 'Locale', meaning: 'The language and region that dates and numbers are written in.' },
  intl: {
    label: 'Number and date formats',
    meaning:
      'How numbers, dates, lists and names are formatted in this locale; depends on the version of its language data.',
  },
  timezone: {
    label: 'Time zone',
    meaning: 'Name of the time zone of the system: reveals roughly where the device is.',
  },
  timezoneOffset: {
    label: 'Time zone offsets',
    meaning: 'Minutes to UTC in chosen winters and summers: shows whether the time zone’s name is true.',
  },
  colorScheme: {
    label: 'Colour scheme',
    meaning: 'Whether the user prefers light or dark pages; often changes at night.',
  },
  contrast: {
    label: 'Contrast',
    meaning: 'Whether the user prefers more or less contrast: few do, so it identifies strongly.',
  },
  reducedMotion: {
    label: 'Reduced motion',
    meaning: 'Whether the user prefers less animation; pages should respect it.',
  },
  reducedTransparency: {
    label: 'Reduced transparency',
    meaning: 'Whether the user prefers less transparency, a setting for legibility.',
  },
  reducedData: {
    label: 'Reduced data',
    meaning: 'Whether pages should load less, on an expensive or slow connection.',
  },
  forcedColors: {
    label: 'Forced colours',
    meaning: 'Whether the system overrides the colours of pages, as in Windows’ high-contrast mode.',
  },
  invertedColors: { label: 'Inverted colours', meaning: 'Whether the system inverts all colours.' },
  pointer: {
    label: 'Pointer',
    meaning: 'Precision of the main pointing device: fine (mouse), coarse (finger), or none.',
  },
  anyPointer: { label: 'Any pointer', meaning: 'Precision of the most exact pointing device, the main one or not.' },
  hover: { label: 'Hover', meaning: 'Whether the main pointing device can hover over elements.' },
  permissions: {
    label: 'Permissions',
    meaning:
      'Permissions granted to this site, denied, or still to be requested; reading them asks nothing. Review them in site settings.',
  },
  cookies: { label: 'Cookies', meaning: 'Whether the browser keeps cookies of this page.' },
  localStorage: {
    label: 'Local storage',
    meaning: 'Whether pages may keep data: "blocked" if cookies of this site, or of other sites’ frames, are blocked.',
  },
  sessionStorage: { label: 'Session storage', meaning: 'Whether pages may keep data as long as their tab is open.' },
  indexedDb: { label: 'IndexedDB', meaning: 'Whether pages may keep a database in the browser.' },
  openDatabase: { label: 'Web SQL', meaning: 'Whether the long-abandoned Web SQL database is still there.' },
  storageQuota: {
    label: 'Storage quota',
    meaning: 'How many bytes the site may keep: a share of the disk, or a rounded stand-in for it.',
  },
  secureContext: {
    label: 'Secure context',
    meaning:
      'Whether the page came by https or from this machine; otherwise many signals are missing. Serve it by https.',
  },
} as const satisfies Record<string, ComponentInfo>
