import type { ComponentName } from '@collector/schema'
import type { SignalCollector } from '../../run-collectors.ts'
import { navigatorField } from '../browser/navigator-field.ts'
import { timezone } from '../browser/timezone.ts'
import { userAgentData } from '../browser/user-agent-data.ts'
import { applePay } from './apple-pay.ts'
import { audio } from './audio.ts'
import { canvas } from './canvas.ts'
import { canvasGeometry } from './canvas-geometry.ts'
import { canvasWinding } from './canvas-winding.ts'
import { audioCodecs, mediaRecorder, mediaSource, videoCodecs } from './codecs.ts'
import { cpuArchitecture } from './cpu-architecture.ts'
import { cssProperties } from './css-properties.ts'
import { domRects } from './dom-rects.ts'
import { emoji } from './emoji.ts'
import { errorTexts } from './error-texts.ts'
import { features } from './features.ts'
import { fontPreferences } from './font-preferences.ts'
import { fonts } from './fonts.ts'
import { headlessHint } from './headless-hint.ts'
import { heapLimit } from './heap-limit.ts'
import { intl } from './intl.ts'
import { keyboardLayout } from './keyboard-layout.ts'
import { locale } from './locale.ts'
import { math } from './math.ts'
import { mediaDevices } from './media-devices.ts'
import { mediaQuery } from './media-query.ts'
import { mimeTypes } from './mime-types.ts'
import { nativeCode } from './native-code.ts'
import { navigatorKeys } from './navigator-keys.ts'
import { permissions } from './permissions.ts'
import { plugins } from './plugins.ts'
import { privateClick } from './private-click.ts'
import { productFields } from './product-fields.ts'
import { rawScreen } from './raw-screen.ts'
import { realmDifferences } from './realm-differences.ts'
import { screenFrame } from './screen-frame.ts'
import { screenSize } from './screen-size.ts'
import { storageQuota } from './storage-quota.ts'
import { svgRects } from './svg-rects.ts'
import { systemColors } from './system-colors.ts'
import { systemFonts } from './system-fonts.ts'
import { textMetrics } from './text-metrics.ts'
import { timezoneOffset } from './timezone-offset.ts'
import { touch } from './touch.ts'
import { vendorFlavors } from './vendor-flavors.ts'
import { voices } from './voices.ts'
import { webgl } from './webgl.ts'
import { webglExtensions } from './webgl-extensions.ts'
import { webgl2Parameters, webglParameters } from './webgl-parameters.ts'
import { webglPrecision } from './webgl-precision.ts'
import { webgpu } from './webgpu.ts'
import { windowMember } from './window-member.ts'
import { windowSize } from './window-size.ts'

export interface FingerprintCollector extends SignalCollector {
  /**
   * True if it is part of the device fingerprint. Components that vary on one device are not: by browser release,
   * window, zoom, time of day, monitor, preferences or private windows. Nor are those that only secure pages have, so that
   * http and https agree.
   */
  stable?: true
  /** True if it was part of the device fingerprint in the previous version. */
  stableBefore?: true
}

/** Raise it when the set of stable components changes: hashes of different versions cannot be compared. */
export const hashVersion = 3

const noPreference = 'no-preference'

/** Every fingerprint component, in run order. */
export const fingerprintCollectors = {
  // asynchronous ones come first: they wait while the others work
  voices: { collect: voices },
  audio: { collect: audio, stable: true },
  mediaDevices: { collect: mediaDevices },
  permissions: { collect: permissions },
  storageQuota: { collect: storageQuota },
  clientHints: { collect: userAgentData },
  keyboardLayout: { collect: keyboardLayout },

  // lookups of microseconds
  userAgent: { collect: navigatorField('userAgent') },
  platform: { collect: navigatorField('platform'), stable: true },
  productFields: { collect: productFields, stable: true },
  vendorFlavors: { collect: vendorFlavors, stable: true },
  webdriver: { collect: navigatorField('webdriver') },
  headlessHint: { collect: headlessHint },
  secureContext: { collect: () => isSecureContext },
  // Firefox reports other numbers in private windows
  hardwareConcurrency: { collect: navigatorField('hardwareConcurrency') },
  deviceMemory: { collect: navigatorField('deviceMemory') },
  heapLimit: { collect: heapLimit },
  cpuArchitecture: { collect: cpuArchitecture, stable: true },
  touch: { collect: touch, stable: true },
  languages: { collect: () => [...navigator.languages] },
  // before all others that use language and time zone, since it loads their library in pieces
  intl: { collect: intl, isLong: true, version: 2 },
  locale: { collect: locale, stable: true },
  timezone: { collect: timezone, stable: true },
  timezoneOffset: { collect: timezoneOffset, stable: true },
  screen: { collect: rawScreen },
  screenSize: { collect: screenSize },
  screenFrame: { collect: screenFrame },
  windowSize: { collect: windowSize },
  colorDepth: { collect: () => screen.colorDepth },
  pixelRatio: { collect: () => devicePixelRatio },
  colorGamut: mediaQuery('color-gamut', 'rec2020', 'p3', 'srgb'),
  dynamicRange: mediaQuery('dynamic-range', 'high', 'standard'),
  videoDynamicRange: mediaQuery('video-dynamic-range', 'high', 'standard'),
  monochrome: mediaQuery('monochrome', '0', '1', '2', '4', '8'),
  updateFrequency: mediaQuery('update', 'fast', 'slow', 'none'),
  displayMode: mediaQuery(
    'display-mode',
    'fullscreen',
    'standalone',
    'minimal-ui',
    'window-controls-overlay',
    'browser',
  ),
  colorScheme: mediaQuery('prefers-color-scheme', 'dark', 'light'),
  contrast: mediaQuery('prefers-contrast', 'more', 'less', 'custom', noPreference),
  reducedMotion: mediaQuery('prefers-reduced-motion', 'reduce', noPreference),
  reducedTransparency: mediaQuery('prefers-reduced-transparency', 'reduce', noPreference),
  reducedData: mediaQuery('prefers-reduced-data', 'reduce', noPreference),
  forcedColors: mediaQuery('forced-colors', 'active', 'none'),
  invertedColors: mediaQuery('inverted-colors', 'inverted', 'none'),
  pointer: mediaQuery('pointer', 'fine', 'coarse', 'none'),
  anyPointer: mediaQuery('any-pointer', 'fine', 'coarse', 'none'),
  hover: mediaQuery('hover', 'hover', 'none'),
  cookies: { collect: navigatorField('cookieEnabled') },
  localStorage: windowMember('localStorage'),
  sessionStorage: windowMember('sessionStorage'),
  indexedDb: windowMember('indexedDB'),
  openDatabase: windowMember('openDatabase'),
  plugins: { collect: plugins },
  mimeTypes: { collect: mimeTypes },
  pdfViewer: { collect: navigatorField('pdfViewerEnabled'), stable: true },
  applePay: { collect: applePay },
  privateClick: { collect: privateClick, stable: true },
  nativeCode: { collect: nativeCode, stable: true },
  math: { collect: math, stable: true },
  errorTexts: { collect: errorTexts },
  features: { collect: features },
  navigatorKeys: { collect: navigatorKeys },
  cssProperties: { collect: cssProperties, version: 2 },

  // milliseconds each
  audioCodecs: { collect: audioCodecs },
  videoCodecs: { collect: videoCodecs },
  mediaSource: { collect: mediaSource },
  mediaRecorder: { collect: mediaRecorder },
  systemColors: { collect: systemColors },
  // their size is a setting of Chromium
  systemFonts: { collect: systemFonts, stableBefore: true },
  realmDifferences: { collect: realmDifferences, version: 2 },
  domRects: { collect: domRects },
  svgRects: { collect: svgRects, version: 2 },

  canvasWinding: { collect: canvasWinding, stable: true },
  canvasGeometry: { collect: canvasGeometry, stable: true, isLong: true },
  // Firefox rounds the widths of text differently at each zoom and on each monitor
  canvas: { collect: canvas, stableBefore: true, isLong: true },
  fontPreferences: { collect: fontPreferences, stableBefore: true },
  textMetrics: { collect: textMetrics, version: 2 },
  emoji: { collect: emoji, version: 2 },
  fonts: { collect: fonts, stable: true, version: 2 },

  // last, since on some hardware a WebGL context changes how the canvas draws
  webgl: { collect: webgl, stable: true, isLong: true, version: 2 },
  webglParameters: { collect: webglParameters, stable: true, version: 2 },
  webglPrecision: { collect: webglPrecision, stable: true, version: 2 },
  webglExtensions: { collect: webglExtensions, version: 2 },
  webgl2Parameters: { collect: webgl2Parameters, stable: true, version: 2 },
  webgpu: { collect: webgpu },
} satisfies Record<ComponentName, FingerprintCollector>
