import type { ComponentInfo } from './component-info.ts'

/** The browser and its engine. */
export const browser = {
  userAgent: {
    label: 'User agent',
    meaning: 'The text by which the browser introduces itself to every server; it changes with each release.',
  },
  clientHints: {
    label: 'Client hints',
    meaning:
      'Brands, exact version, system version and device model that Chromium tells on request, on secure pages only.',
  },
  platform: {
    label: 'Platform',
    meaning:
      'The operating system as an old field names it; browsers freeze it, but it still distinguishes families of systems.',
  },
  productFields: {
    label: 'Product fields',
    meaning:
      'Leftover fields such as vendor and productSub: their combination identifies the engine even when the user agent is changed.',
  },
  vendorFlavors: {
    label: 'Vendor flavours',
    meaning: 'Objects that only one browser adds to every page: they identify it behind another browser’s user agent.',
  },
  navigatorKeys: {
    label: 'Navigator keys',
    meaning: 'Count and hash of the properties of navigator: depends on the browser version and its settings.',
  },
  features: {
    label: 'Features',
    meaning: 'Which newer platform features exist: distinguishes browsers and versions, and shows disabled features.',
  },
  nativeCode: {
    label: 'Native code text',
    meaning: 'Length of the text of a built-in function, which differs from engine to engine.',
  },
  errorTexts: {
    label: 'Error texts',
    meaning:
      'The JavaScript engine’s messages for the same mistakes: they identify the engine, whatever it claims to be.',
  },
  math: {
    label: 'Math',
    meaning:
      'Last digits of functions such as sinh and expm1, which depend on the engine and the system’s maths library.',
  },
  cssProperties: {
    label: 'CSS properties',
    meaning: 'Count and hash of the supported CSS properties: depends on the engine version.',
  },
  plugins: {
    label: 'Plugins',
    meaning:
      'Names of plugins; today a fixed list of PDF viewers, or none where PDF files are not shown in the browser.',
  },
  mimeTypes: {
    label: 'MIME types',
    meaning: 'MIME types that the plugins open: today those of PDF, or none.',
  },
  pdfViewer: {
    label: 'PDF viewer',
    meaning: 'Whether the browser shows PDF files itself, which users and companies can turn off.',
  },
  applePay: {
    label: 'Apple Pay',
    meaning: 'Whether this device can pay with Apple Pay; only Safari answers.',
  },
  privateClick: {
    label: 'Private click measurement',
    meaning: 'Whether links can carry WebKit’s private click measurement, which distinguishes WebKit versions.',
  },
} as const satisfies Record<string, ComponentInfo>
