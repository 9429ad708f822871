import { expect, test } from 'vitest'
import { collectBrowser } from './collect-browser.ts'
import { browserCollectors } from './index.ts'

test('every field this browser offers, as it says it', async () => {
  const section = await collected()
  expect(section).toMatchObject({
    userAgent: navigator.userAgent,
    language: navigator.language,
    languages: [...navigator.languages],
    platform: navigator.platform,
    screenResolution: `${screen.width}x${screen.height}`,
    cookiesEnabled: navigator.cookieEnabled,
    onLine: navigator.onLine,
    hardwareConcurrency: navigator.hardwareConcurrency,
    maxTouchPoints: navigator.maxTouchPoints,
    timezone: expect.stringMatching(/\w/),
    viewport: { width: innerWidth, height: innerHeight },
    userAgentData: { mobile: false, fullVersionList: expect.any(Array) },
    preferences: { colorScheme: expect.stringMatching(/light|dark/), reducedMotion: false },
  })
  expect(JSON.parse(JSON.stringify(section))).toEqual(section)
})

test('one that throws, rejects, hangs or finds nothing is absent and leaves the others intact', async () => {
  const section = await collected({
    ...browserCollectors,
    userAgent: () => {
      throw new Error('no')
    },
    battery: () => Promise.reject(new Error('no')),
    connection: () => new Promise(() => {}),
    deviceMemory: () => undefined,
  })
  expect(Object.keys(section)).toContain('language')
  expect(Object.keys(section)).toContain('userAgentData')
  for (const name of ['userAgent', 'battery', 'connection', 'deviceMemory']) expect(section).not.toHaveProperty(name)
})

test('a field that waits for nothing is there at once, for a page that is being left', () => {
  const section = {}
  collectBrowser(section, () => {})
  expect(section).toMatchObject({ userAgent: navigator.userAgent, viewport: { width: innerWidth } })
  expect(section).not.toHaveProperty('userAgentData')
})

async function collected(collectors?: Parameters<typeof collectBrowser>[2]): Promise<object> {
  const section = {}
  await collectBrowser(section, () => {}, collectors)
  return section
}
