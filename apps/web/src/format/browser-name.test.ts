import { expect, test } from 'vitest'
import { browserName, systemName } from './browser-name.ts'

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Edge 140',
    'Windows 10 or 11',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
    'Safari 26.1',
    'macOS',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140.0', 'Linux'],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    'Chrome 140',
    'Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
    'Safari 17.4',
    'iOS 17.4.1',
  ],
])('%s', (userAgent, browser, system) => {
  const text = (name: ReturnType<typeof browserName>) => [name?.name, name?.version].filter(Boolean).join(' ')
  expect([text(browserName({ userAgent })), text(systemName({ userAgent }))]).toEqual([browser, system])
})

test('client hints say more than the user agent', () => {
  const userAgentData = {
    fullVersionList: [
      { brand: 'Not A;Brand', version: '99' },
      { brand: 'Chromium', version: '140.0.7339.81' },
      { brand: 'Google Chrome', version: '140.0.7339.82' },
    ],
    platform: 'Windows',
    platformVersion: '15.0.0',
  }
  expect(browserName({ userAgent: 'Mozilla/5.0', userAgentData })).toEqual({ name: 'Chrome', version: '140.0.7339.82' })
  expect(systemName({ userAgentData })).toEqual({ name: 'Windows', version: '11' })
})

test.each([undefined, 7, {}, [], 'nothing anyone knows'])('%o names no browser', (userAgent) => {
  expect(browserName({ userAgent })).toBeUndefined()
  expect(systemName({ userAgent })).toBeUndefined()
})
