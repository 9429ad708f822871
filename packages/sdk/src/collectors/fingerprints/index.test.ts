import type { ComponentName } from '@collector/schema'
import { afterEach, expect, test, vi } from 'vitest'
import { runCollectors } from '../../run-collectors.ts'
import { fingerprintCollectors } from './index.ts'
import { mediaQuery } from './media-query.ts'
import { realmDifferences } from './realm-differences.ts'
import { windowMember } from './window-member.ts'

afterEach(() => vi.restoreAllMocks())

const number = expect.any(Number)
const text = expect.stringMatching(/./)
const texts = expect.arrayContaining([text])
const yesOrNo = expect.any(Boolean)
const counted = { count: number, hash: expect.stringMatching(/^[0-9a-f]{32}$/) }
const drawn = { state: 'stable', hash: counted.hash }
const numbers = expect.arrayContaining([number])
/** The error of components that this Chromium, headless and without graphics hardware, does not offer. */
const unsupported = { error: 'unsupported' }

/** Expected value or error of each component. */
const expected = {
  voices: expect.any(Array),
  audio: { state: 'stable', sum: number },
  mediaDevices: { audioinput: number, audiooutput: number, videoinput: number },
  permissions: expect.objectContaining({ geolocation: text, notifications: text }),
  storageQuota: number,
  clientHints: expect.objectContaining({ architecture: text, brands: expect.any(Array) }),
  keyboardLayout: expect.stringMatching(/^.{10}$/),
  userAgent: expect.stringContaining('Chrome'),
  platform: expect.stringContaining('Linux'),
  productFields: expect.objectContaining({ vendor: 'Google Inc.', productSub: '20030107' }),
  vendorFlavors: expect.any(Array),
  webdriver: yesOrNo,
  headlessHint: true,
  secureContext: true,
  hardwareConcurrency: number,
  deviceMemory: number,
  heapLimit: number,
  cpuArchitecture: { nanSign: expect.toSatisfy((sign) => sign === 0 || sign === 1) },
  touch: { maxTouchPoints: number, touchEvent: yesOrNo, handler: yesOrNo },
  languages: texts,
  locale: expect.stringMatching(/^[a-z]{2}/),
  timezone: text,
  timezoneOffset: [number, number, number, number, number, number],
  screen: { width: number, height: number, availWidth: number, availHeight: number, orientation: text },
  screenSize: expect.toSatisfy(([longer, shorter]) => longer >= shorter && shorter > 0),
  screenFrame: [number, number, number, number],
  windowSize: { innerWidth: number, innerHeight: number, outerWidth: number, outerHeight: number },
  colorDepth: 24,
  pixelRatio: number,
  colorGamut: text,
  dynamicRange: text,
  videoDynamicRange: unsupported,
  monochrome: '0',
  updateFrequency: 'fast',
  displayMode: text,
  colorScheme: text,
  contrast: text,
  reducedMotion: text,
  reducedTransparency: text,
  reducedData: unsupported,
  forcedColors: 'none',
  invertedColors: unsupported,
  pointer: text,
  anyPointer: text,
  hover: text,
  cookies: true,
  localStorage: 'available',
  sessionStorage: 'available',
  indexedDb: 'available',
  openDatabase: unsupported,
  plugins: expect.any(Array),
  mimeTypes: expect.any(Array),
  pdfViewer: yesOrNo,
  applePay: unsupported,
  privateClick: unsupported,
  nativeCode: expect.stringContaining('[native code]'),
  math: expect.objectContaining({ asinh: 0.881373587019543, cosh: number }),
  errorTexts: expect.arrayContaining(['Invalid array length', 'URI malformed']),
  features: expect.arrayContaining(['SharedWorker', 'CloseWatcher']),
  navigatorKeys: counted,
  cssProperties: counted,
  intl: expect.objectContaining({ currency: expect.stringContaining('1'), name: text, date: text }),
  audioCodecs: expect.objectContaining({ 'audio/mpeg': 'probably' }),
  videoCodecs: expect.objectContaining({ 'video/webm; codecs="vp8"': 'probably' }),
  mediaSource: expect.arrayContaining(['video/webm; codecs="vp9"']),
  mediaRecorder: expect.arrayContaining(['audio/webm; codecs="opus"']),
  systemColors: expect.objectContaining({ Canvas: '#ffffff', Highlight: text }),
  systemFonts: expect.objectContaining({ caption: text }),
  realmDifferences: [],
  domRects: [numbers, numbers, numbers, numbers],
  svgRects: { text: numbers, textLength: number, pathLength: number },
  canvasWinding: true,
  canvasGeometry: drawn,
  canvas: expect.objectContaining(drawn),
  fontPreferences: expect.objectContaining({ serif: number, monospace: number }),
  textMetrics: expect.objectContaining({ width: number, fontBoundingBoxAscent: number }),
  emoji: expect.objectContaining({ '😀': number }),
  fonts: texts,
  webgl: expect.objectContaining({ vendor: text, renderer: text }),
  webglParameters: expect.objectContaining({ MAX_TEXTURE_SIZE: number, MAX_VIEWPORT_DIMS: [number, number] }),
  webglPrecision: expect.objectContaining({ 'FRAGMENT_SHADER HIGH_FLOAT': [number, number, number] }),
  webglExtensions: texts,
  webgl2Parameters: expect.objectContaining({ MAX_3D_TEXTURE_SIZE: number }),
  webgpu: unsupported,
} satisfies Record<ComponentName, unknown>

const results = await runCollectors(fingerprintCollectors)

test.each(Object.entries(expected))('%s', (name, shape) => {
  const { value, error } = results[name as ComponentName]
  if (shape === unsupported) expect({ value, error }).toEqual({ ...unsupported, value: undefined })
  else expect({ value, error }).toEqual({ value: shape, error: undefined })
})

test('nothing is left in the page', () => {
  expect(document.querySelectorAll('html > :not(head, body)')).toHaveLength(0)
})

test('a media feature has the first value that matches', () => {
  expect(mediaQuery('color-gamut', 'no-such-gamut', 'srgb').collect()).toBe('srgb')
  expect(mediaQuery('no-such-feature', 'a').collect()).toBeUndefined()
})

test('a member of navigator that a script answers is named, on the prototype, the object, or a proxy of it', () => {
  vi.spyOn(Navigator.prototype, 'platform', 'get').mockReturnValue('Win32')
  expect(realmDifferences()).toEqual(['platform'])
  vi.restoreAllMocks()
  Object.defineProperty(navigator, 'vendor', { value: 'x', configurable: true })
  expect(realmDifferences()).toEqual(['vendor'])
  Reflect.deleteProperty(navigator, 'vendor')
  expect(realmDifferences()).toEqual([])
  vi.stubGlobal('navigator', new Proxy(navigator, {}))
  expect(realmDifferences()).toContain('userAgent')
  vi.unstubAllGlobals()
})

test('storage that throws when it is touched is blocked', async () => {
  vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('Access is denied', 'SecurityError')
  })
  const { localStorage } = await runCollectors({ localStorage: windowMember('localStorage') })
  expect(localStorage.error).toBe('blocked')
})
