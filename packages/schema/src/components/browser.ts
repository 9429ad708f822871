import type { ComponentInfo } from './component-info.ts'

/** The browser and its engine. */
export const browser = {
  userAgent: {
    label: 'User agent',
    meaning: 'The line by which the browser introduces itself to every server; it changes with each release.',
  },
  clientHints: {
    label: 'Client hints',
    meaning:
      'Brands, exact version, system version and device model that Chromium tells on request, on secure pages only.',
  },
  platform: {
    label: 'Platform',
    meaning: 'The operating system as an old field names it; browsers freeze it, but it still parts the families.',
  },
  productFields: {
    label: 'Product fields',
    meaning:
      'Leftover fields such as vendor and productSub: their mix names the engine even when the user agent is changed.',
  },
  vendorFlavors: {
    label: 'Vendor flavours',
    meaning: 'Objects that one browser alone puts into every page, which name it behind a borrowed user agent.',
  },
  navigatorKeys: {
    label: 'Navigator keys',
    meaning: 'Count and hash of the names the navigator object has: follows the browser version and its switches.',
  },
  features: {
    label: 'Features',
    meaning: 'Which newer platform features exist: parts browsers and versions, and shows switched-off ones.',
  },
  nativeCode: {
    label: 'Native code text',
    meaning: 'Length of the text of a built-in function, which differs from engine to engine.',
  },
  errorTexts: {
    label: 'Error texts',
    meaning:
      'The words the JavaScript engine uses for the same mistakes: they name the engine, whatever it claims to be.',
  },
  math: {
    label: 'Math',
    meaning:
      'Last digits of functions such as sinh and expm1, which depend on the engine and the system’s maths library.',
  },
  cssProperties: {
    label: 'CSS properties',
    meaning: 'Count and hash of the CSS properties the browser knows: follows the engine version.',
  },
  plugins: {
    label: 'Plugins',
    meaning:
      'Names of plugins; today a fixed list of PDF viewers, or none where PDF files are not shown in the browser.',
  },
  mimeTypes: {
    label: 'MIME types',
    meaning: 'Types the plugins open: today those of PDF, or none.',
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
    meaning: 'Whether links can carry WebKit’s private click measurement, which tells WebKit versions apart.',
  },
} as const satisfies Record<string, ComponentInfo>
