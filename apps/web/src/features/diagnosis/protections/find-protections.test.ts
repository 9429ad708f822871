import type { ProtectionName, ProtectionState } from '@collector/schema'
import { expect, test } from 'vitest'
import { findProtections } from './find-protections.ts'
import type { ProtectionFacts } from './protection-facts.ts'

const frame = {
  cookie: true,
  storage: true,
  hasStorageAccess: true,
  isSecure: true,
  referrer: 'https://collector.example/?ref=1',
  search: '?fbclid=1',
}
const facts: ProtectionFacts = {
  isGecko: false,
  isBrave: false,
  isApple: false,
  timerStepMs: 0,
  timezone: 'Europe/Vienna',
  windowWidth: 1280,
  windowHeight: 720,
  graphics: undefined,
  gpcInPage: false,
  gpcInHeaders: false,
  frame,
  pageUrl: 'https://collector.example/?ref=1#fingerprint',
  frameQuery: '?fbclid=1',
}
const resisting = { isGecko: true, timerStepMs: 16.67, timezone: 'UTC' }
const drawn = (canvas: string, audio: string) => ({
  components: { canvas: { value: { state: canvas } }, audio: { value: { state: audio } } },
})
const stable = drawn('stable', 'stable')

test.each<[string, Partial<ProtectionFacts>, unknown, Partial<Record<ProtectionName, ProtectionState>>]>([
  [
    'a browser without any',
    {},
    stable,
    {
      resistFingerprinting: 'off',
      letterboxing: 'off',
      farbling: 'off',
      reducedValues: 'off',
      canvasNoise: 'off',
      audioNoise: 'off',
      partitionedStorage: 'off',
      trimmedReferrer: 'off',
      strippedParameters: 'unknown',
      gpc: 'off',
    },
  ],
  [
    'Tor Browser',
    { ...resisting, windowWidth: 1400, windowHeight: 900 },
    stable,
    { resistFingerprinting: 'on', letterboxing: 'on' },
  ],
  [
    'Tor Browser in full screen',
    { ...resisting, windowWidth: 1920, windowHeight: 1080 },
    stable,
    { letterboxing: 'off' },
  ],
  [
    'a busy Firefox',
    { ...resisting, timezone: 'Europe/Vienna' },
    stable,
    { resistFingerprinting: 'unknown', letterboxing: 'off' },
  ],
  [
    'Firefox in Iceland',
    { isGecko: true, timerStepMs: 1, timezone: 'Atlantic/Reykjavik' },
    stable,
    { resistFingerprinting: 'off' },
  ],
  ['Brave', { isBrave: true }, drawn('noised', 'noised'), { farbling: 'on', canvasNoise: 'on', audioNoise: 'on' }],
  ['Brave with its shields down', { isBrave: true }, stable, { farbling: 'off' }],
  ['Brave whose drawing was not read', { isBrave: true }, undefined, { farbling: 'unknown', canvasNoise: 'unknown' }],
  ['an extension that adds noise', {}, drawn('noised', 'stable'), { farbling: 'off', canvasNoise: 'on' }],
  ['a canvas that is not read out', {}, drawn('blocked', 'stable'), { canvasNoise: 'on' }],
  ['Safari', { isApple: true, graphics: 'Apple GPU' }, stable, { reducedValues: 'on' }],
  ['Safari without graphics', { isApple: true }, stable, { reducedValues: 'unknown' }],
  ['a frame without access', { frame: { ...frame, hasStorageAccess: false } }, stable, { partitionedStorage: 'on' }],
  [
    'a frame that sees only the site',
    { frame: { ...frame, referrer: 'https://collector.example/' } },
    stable,
    { trimmedReferrer: 'on' },
  ],
  [
    'a page without path and query',
    { pageUrl: 'https://collector.example/', frame: { ...frame, referrer: 'https://collector.example/' } },
    stable,
    { trimmedReferrer: 'unknown' },
  ],
  ['an address without its parameters', { frame: { ...frame, search: '' } }, stable, { strippedParameters: 'on' }],
  [
    'no frame',
    { frame: undefined },
    stable,
    { partitionedStorage: 'unknown', trimmedReferrer: 'unknown', strippedParameters: 'unknown' },
  ],
  ['GPC in headers only', { gpcInHeaders: true }, stable, { gpc: 'on' }],
])('%s', (_name, changed, fingerprints, expected) => {
  expect(findProtections({ ...facts, ...changed }, fingerprints)).toMatchObject(expected)
})
