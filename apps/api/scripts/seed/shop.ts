/** The site that the made-up visitors visit, and what they visit it with. */

export const pages = [
  { weight: 20, path: () => '/', title: 'Lamps and chairs', lcpMs: 1400, cls: 0.03 },
  { weight: 30, path: (n: number) => `/products/${1 + (n % 40)}`, title: 'A lamp', lcpMs: 2300, cls: 0.06 },
  {
    weight: 12,
    path: (n: number) => `/search?q=${['lamp', 'chair', 'desk'][n % 3]}`,
    title: 'Search',
    lcpMs: 1900,
    cls: 0.02,
  },
  { weight: 10, path: () => '/cart', title: 'Cart', lcpMs: 1600, cls: 0.01 },
  { weight: 6, path: () => '/checkout', title: 'Checkout', lcpMs: 2900, cls: 0.14 },
  { weight: 8, path: (n: number) => `/journal/${2020 + (n % 7)}`, title: 'Journal', lcpMs: 1100, cls: 0.01 },
] as const

const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0'

export const devices = [
  {
    weight: 30,
    slowness: 1,
    platform: 'Win32',
    screen: '1920x1080',
    pixelRatio: 1,
    cores: 8,
    memory: 16,
    userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36`,
  },
  {
    weight: 22,
    slowness: 1.7,
    platform: 'Linux armv81',
    screen: '412x915',
    pixelRatio: 2.6,
    cores: 8,
    memory: 4,
    userAgent: `Mozilla/5.0 (Linux; Android 10; K) ${chrome} Mobile Safari/537.36`,
  },
  {
    weight: 20,
    slowness: 1.2,
    platform: 'iPhone',
    screen: '390x844',
    pixelRatio: 3,
    cores: 4,
    memory: undefined,
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
  },
  {
    weight: 10,
    slowness: 0.8,
    platform: 'MacIntel',
    screen: '1512x982',
    pixelRatio: 2,
    cores: 10,
    memory: 16,
    userAgent: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${chrome} Safari/537.36`,
  },
  {
    weight: 7,
    slowness: 0.9,
    platform: 'MacIntel',
    screen: '1440x900',
    pixelRatio: 2,
    cores: 8,
    memory: undefined,
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
  },
  {
    weight: 6,
    slowness: 1,
    platform: 'Linux x86_64',
    screen: '2560x1440',
    pixelRatio: 1,
    cores: 16,
    memory: undefined,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0',
  },
  {
    weight: 5,
    slowness: 1,
    platform: 'Win32',
    screen: '1366x768',
    pixelRatio: 1,
    cores: 4,
    memory: 8,
    userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/153.0.0.0`,
  },
  {
    weight: 3,
    slowness: 1.3,
    platform: 'Linux armv81',
    screen: '800x1280',
    pixelRatio: 1.5,
    cores: 8,
    memory: 4,
    userAgent: `Mozilla/5.0 (Linux; Android 10; SM-X200) ${chrome} Safari/537.36`,
  },
  {
    weight: 2,
    slowness: 1,
    platform: 'Linux x86_64',
    screen: '800x600',
    pixelRatio: 1,
    cores: 2,
    memory: undefined,
    userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  },
] as const

/** The shop's errors: where, for whom, how often, and since how many days. */
export const problems = [
  {
    share: 0.08,
    path: /^\/checkout/,
    since: 2,
    name: 'TypeError',
    message: "Cannot read properties of undefined (reading 'price')",
    file: 'checkout.js',
    line: 120,
  },
  {
    share: 0.03,
    path: /^\/products/,
    since: 14,
    name: 'ReferenceError',
    message: 'Swiper is not defined',
    file: 'gallery.js',
    line: 14,
  },
  {
    share: 0.05,
    path: /^\/search/,
    since: 14,
    name: 'SyntaxError',
    message: 'Unexpected end of JSON input',
    file: 'search.js',
    line: 58,
  },
  {
    share: 0.02,
    path: /./,
    since: 14,
    name: 'Error',
    message: 'Failed to load chat after 8 s',
    file: 'chat.js',
    line: 7,
  },
  { share: 0.01, path: /./, since: 9, name: 'RangeError', message: 'Invalid time value', file: 'app.js', line: 301 },
] as const

export const languages = [
  { weight: 6, language: 'en-US', timezone: 'America/New_York' },
  { weight: 4, language: 'de-DE', timezone: 'Europe/Berlin' },
  { weight: 3, language: 'en-GB', timezone: 'Europe/London' },
  { weight: 2, language: 'fr-FR', timezone: 'Europe/Paris' },
  { weight: 2, language: 'ja-JP', timezone: 'Asia/Tokyo' },
] as const
