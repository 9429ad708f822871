import type { Inconsistency } from '@collector/schema'
import { expect, test } from 'vitest'
import { compareHeaders, type HeaderFacts } from './compare-headers.ts'
import { compareScopes } from './compare-scopes.ts'
import { compareScreen } from './compare-screen.ts'
import { compareTimezone } from './compare-timezone.ts'
import type { ScopeFacts } from './read-facts.ts'
import { replacedFunctions, signsOf } from './replaced-functions.ts'

const scope: ScopeFacts = {
  userAgent: 'Mozilla/5.0',
  platform: 'Win32',
  languages: 'de-AT, de',
  cores: 8,
  memory: 8,
  timezone: 'Europe/Vienna',
  graphics: 'NVIDIA',
}
const page: HeaderFacts = {
  userAgent: 'Mozilla/5.0',
  languages: ['de-AT', 'de'],
  brands: [
    { brand: 'Chromium', version: '156' },
    { brand: 'Not;A"Brand', version: '8' },
  ],
  platform: 'Windows',
  mobile: false,
  gpc: false,
  dnt: false,
}
const headers = {
  'user-agent': 'Mozilla/5.0',
  'accept-language': 'de;q=0.9,en;q=0.8',
  'sec-ch-ua': '"Not;A\\"Brand";v="8", "Chromium";v="156"',
  'sec-ch-ua-mobile': '?0',
  'sec-ch-ua-platform': '"Windows"',
}
const screen = (deviceWidth: number, deviceHeight: number, ratio: number) => ({
  width: 1536,
  height: 864,
  pixelRatio: 1.25,
  isSafari: false,
  matches: (query: string) =>
    [...query.matchAll(/\((min|max)-(device-width|device-height|resolution): ([\d.]+)/g)].every(
      ([, side, feature, text]) => {
        const value = { 'device-width': deviceWidth, 'device-height': deviceHeight }[feature ?? ''] ?? ratio
        return side === 'min' ? value >= Number(text) : value <= Number(text)
      },
    ),
})
const winterAndSummer = (winter: number, summer: number) => (time: Date) => (time.getUTCMonth() === 0 ? winter : summer)
const names = (found: Inconsistency[]) => found.map(({ name }) => name)

test.each<[string, Inconsistency[], string[]]>([
  ['equal scopes', compareScopes(scope, { ...scope }), []],
  [
    'a worker that lacks memory and graphics',
    compareScopes(scope, { ...scope, memory: undefined, graphics: undefined }),
    [],
  ],
  [
    'scopes that differ in all',
    compareScopes(scope, {
      userAgent: 'x',
      platform: 'Linux',
      languages: 'en',
      cores: 4,
      memory: 4,
      timezone: 'UTC',
      graphics: 'Mesa',
    }),
    [
      'workerUserAgent',
      'workerPlatform',
      'workerLanguages',
      'workerCores',
      'workerMemory',
      'workerTimezone',
      'workerGraphics',
    ],
  ],
  ['headers that repeat the page', compareHeaders(page, headers), []],
  ['a request without hints and language', compareHeaders(page, { 'user-agent': 'Mozilla/5.0' }), []],
  [
    'a page without hints',
    compareHeaders({ ...page, brands: [], platform: undefined, mobile: undefined }, headers),
    [],
  ],
  [
    'headers that differ in all',
    compareHeaders(page, {
      'user-agent': 'x',
      'accept-language': 'en-US',
      'sec-ch-ua': '"Chromium";v="140"',
      'sec-ch-ua-mobile': '?1',
      'sec-ch-ua-platform': '"macOS"',
      'sec-gpc': '1',
      dnt: '1',
    }),
    ['headerUserAgent', 'headerLanguage', 'headerBrands', 'headerPlatform', 'headerMobile', 'headerGpc', 'headerDnt'],
  ],
  ['the zone of the clock', compareTimezone('Europe/Vienna', winterAndSummer(-60, -120)), []],
  [
    'a zone that is not the one of the clock',
    compareTimezone('Europe/Vienna', winterAndSummer(-60, -60)),
    ['timezoneOffset'],
  ],
  ['a zone that the browser does not know', compareTimezone('Mars/Olympus', winterAndSummer(0, 0)), []],
  ['a screen as styles see it', compareScreen(screen(1536, 864, 1.25)), []],
  ['a zoomed page', compareScreen(screen(1228.8, 691.2, 1.25)), []],
  ['a screen of another shape and ratio', compareScreen(screen(1600, 1200, 2)), ['screenSize', 'pixelRatio']],
  ['a browser without these media queries', compareScreen({ ...screen(0, 0, 0), matches: () => false }), []],
  ['the functions of this browser', replacedFunctions(), []],
])('%s', (_name, found, expected) => {
  expect(names(found)).toEqual(expected)
})

const native = Element.prototype.getBoundingClientRect
test.each<[string, (...given: never[]) => unknown, string[]]>([
  ['the function of the browser', native, []],
  ['a proxy of it', new Proxy(native, {}), ['source']],
  ['a method of the same name', { getBoundingClientRect: () => ({}) }.getBoundingClientRect, ['source', 'receiver']],
  ['a bound function', native.bind(document.body), ['source', 'name', 'receiver']],
])('the signs of %s', (_name, made, expected) => {
  expect(signsOf(made as () => unknown, 'getBoundingClientRect')).toEqual(expected)
})
