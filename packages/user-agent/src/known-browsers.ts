/** A browser as it describes itself, and its expected identity: name and version, system and version, device. */
export interface KnownBrowser {
  userAgent: string
  hints?: Hints
  maxTouchPoints?: number
  is: readonly [browser: string, os: string, device: string | undefined]
}

interface Hints {
  brands: Readonly<Record<string, string>>
  mobile?: boolean
  platform: string
  platformVersion?: string
  model?: string
}

/** Returns the browser section that such a browser sends. */
export function sectionOf({ userAgent, hints, maxTouchPoints }: KnownBrowser) {
  if (!hints) return { userAgent, maxTouchPoints }
  const { brands, ...others } = hints
  const named = { 'Not)A;Brand': '99', Chromium: '126', ...brands }
  return {
    userAgent,
    maxTouchPoints,
    userAgentData: {
      mobile: false,
      ...others,
      fullVersionList: Object.entries(named).map(([brand, version]) => ({ brand, version })),
    },
  }
}

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const apple = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const windows = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit}`
const mac = `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)`
const linux = `Mozilla/5.0 (X11; Linux x86_64) ${webkit}`
const android = `Mozilla/5.0 (Linux; Android 10; K) ${webkit}`
const iPhone = `Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) ${apple}`

const onDesktops: KnownBrowser[] = [
  {
    userAgent: `${windows} Chrome/126.0.0.0 Safari/537.36`,
    hints: { brands: { 'Google Chrome': '126.0.6478.127' }, platform: 'Windows', platformVersion: '15.0.0' },
    is: ['Chrome 126.0.6478.127', 'Windows 11', 'desktop'],
  },
  {
    userAgent: `${windows} Chrome/126.0.0.0 Safari/537.36`,
    hints: { brands: { 'Google Chrome': '126.0.6478.127' }, platform: 'Windows', platformVersion: '10.0.0' },
    is: ['Chrome 126.0.6478.127', 'Windows 10', 'desktop'],
  },
  {
    userAgent: `Mozilla/5.0 (Windows NT 6.1; Win64; x64) ${webkit} Chrome/109.0.0.0 Safari/537.36`,
    hints: { brands: { 'Google Chrome': '109.0.5414.168' }, platform: 'Windows', platformVersion: '0.1.0' },
    is: ['Chrome 109.0.5414.168', 'Windows 7', 'desktop'],
  },
  {
    userAgent: `${windows} Chrome/126.0.0.0 Safari/537.36`,
    hints: { brands: { Brave: '126.0.0.0' }, platform: 'Windows', platformVersion: '15.0.0' },
    is: ['Brave 126', 'Windows 11', 'desktop'],
  },
  { userAgent: `${windows} Chrome/126.0.0.0 Safari/537.36`, is: ['Chrome 126', 'Windows 10 or 11', 'desktop'] },
  {
    userAgent: `${windows} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`,
    is: ['Edge 140', 'Windows 10 or 11', 'desktop'],
  },
  {
    userAgent: `${windows} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0`,
    hints: { brands: { 'Microsoft Edge': '126.0.2592.81' }, platform: 'Windows', platformVersion: '13.0.0' },
    is: ['Edge 126.0.2592.81', 'Windows 11', 'desktop'],
  },
  {
    userAgent: `${windows} Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763`,
    is: ['Edge 18.17763', 'Windows 10 or 11', 'desktop'],
  },
  {
    userAgent: `${windows} Chrome/124.0.0.0 Safari/537.36 OPR/110.0.0.0`,
    is: ['Opera 110', 'Windows 10 or 11', 'desktop'],
  },
  {
    userAgent: `${windows} Chrome/124.0.0.0 Safari/537.36 OPR/110.0.0.0`,
    hints: { brands: { 'Opera GX': '110.0.5130.82' }, platform: 'Windows', platformVersion: '15.0.0' },
    is: ['Opera GX 110.0.5130.82', 'Windows 11', 'desktop'],
  },
  {
    userAgent: 'Opera/9.80 (Windows NT 6.1; U; en) Presto/2.12.388 Version/12.16',
    is: ['Opera 12.16', 'Windows 7', 'desktop'],
  },
  {
    userAgent: `${windows} Chrome/122.0.6261.95 Safari/537.36 Vivaldi/6.6.3271.48`,
    is: ['Vivaldi 6.6.3271.48', 'Windows 10 or 11', 'desktop'],
  },
  {
    userAgent: `${windows} Chrome/122.0.0.0 YaBrowser/24.4.0.0 Safari/537.36`,
    is: ['Yandex Browser 24.4.0.0', 'Windows 10 or 11', 'desktop'],
  },
  {
    userAgent: `${windows} Chrome/122.0.0.0 YaBrowser/24.4.0.0 Safari/537.36`,
    hints: { brands: { Yowser: '2.5', YaBrowser: '24.4.1.899' }, platform: 'Windows', platformVersion: '10.0.0' },
    is: ['Yandex Browser 24.4.1.899', 'Windows 10', 'desktop'],
  },
  {
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
    is: ['Firefox 140.0', 'Windows 10 or 11', 'desktop'],
  },
  {
    userAgent: 'Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; Tablet PC 2.0; rv:11.0) like Gecko',
    is: ['Internet Explorer 11.0', 'Windows 7', 'desktop'],
  },
  { userAgent: `${mac} ${apple} Version/26.1 Safari/605.1.15`, is: ['Safari 26.1', 'macOS', 'desktop'] },
  {
    userAgent: `${mac} ${webkit} Chrome/126.0.0.0 Safari/537.36`,
    hints: { brands: { 'Google Chrome': '126.0.6478.127' }, platform: 'macOS', platformVersion: '14.5.0' },
    maxTouchPoints: 0,
    is: ['Chrome 126.0.6478.127', 'macOS 14.5', 'desktop'],
  },
  {
    userAgent: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_13_6) ${apple} Version/13.1.2 Safari/605.1.15`,
    is: ['Safari 13.1.2', 'macOS 10.13.6', 'desktop'],
  },
  {
    userAgent: `${mac} ${apple} Version/17.6 Safari/605.1.15 Ddg/17.6`,
    is: ['DuckDuckGo 17.6', 'macOS', 'desktop'],
  },
  {
    userAgent: `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webkit} Chrome/126.0.0.0 Safari/537.36`,
    is: ['Chrome 126', 'ChromeOS 14541.0.0', 'desktop'],
  },
  {
    userAgent: `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webkit} Chrome/126.0.0.0 Safari/537.36`,
    hints: { brands: { 'Google Chrome': '126.0.6478.132' }, platform: 'Chrome OS', platformVersion: '15886.44.0' },
    maxTouchPoints: 10,
    is: ['Chrome 126.0.6478.132', 'ChromeOS 15886.44', 'desktop'],
  },
  {
    userAgent: 'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0',
    is: ['Firefox 126.0', 'Linux', 'desktop'],
  },
  {
    userAgent: `${linux} Chrome/126.0.0.0 Safari/537.36`,
    hints: { brands: {}, platform: 'Linux', platformVersion: '6.8.0' },
    is: ['Chrome 126', 'Linux 6.8', 'desktop'],
  },
  {
    userAgent: 'Mozilla/5.0 (X11; FreeBSD amd64; rv:125.0) Gecko/20100101 Firefox/125.0',
    is: ['Firefox 125.0', 'FreeBSD', 'desktop'],
  },
  {
    userAgent: `Mozilla/5.0 (X11; OpenBSD amd64) ${webkit} Chrome/120.0.0.0 Safari/537.36`,
    is: ['Chrome 120', 'OpenBSD', 'desktop'],
  },
  {
    userAgent: `Mozilla/5.0 (X11; Linux x86_64) ${apple} Version/16.0 Safari/605.1.15 Epiphany/605.1.15`,
    is: ['GNOME Web 605.1.15', 'Linux', 'desktop'],
  },
  {
    userAgent: `Mozilla/5.0 (PC; OpenHarmony 5.0) ${webkit} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 HuaweiBrowser/5.1.0.301`,
    is: ['Huawei Browser 5.1.0.301', 'HarmonyOS 5.0', 'desktop'],
  },
  {
    userAgent: 'Mozilla/5.0 (Unknown) Gecko/20100101 Firefox/140.0',
    is: ['Firefox 140.0', '', undefined],
  },
  {
    userAgent: `${windows} Code/1.89.1 Chrome/122.0.6261.156 Electron/29.4.0 Safari/537.36`,
    is: ['Electron 29.4.0', 'Windows 10 or 11', 'desktop'],
  },
]

const onPhonesAndTablets: KnownBrowser[] = [
  {
    userAgent: `${android} Chrome/126.0.0.0 Mobile Safari/537.36`,
    hints: {
      brands: { 'Google Chrome': '126.0.6478.122' },
      mobile: true,
      platform: 'Android',
      platformVersion: '14.0.0',
      model: 'Pixel 8',
    },
    is: ['Chrome 126.0.6478.122', 'Android 14', 'mobile'],
  },
  { userAgent: `${android} Chrome/126.0.0.0 Mobile Safari/537.36`, is: ['Chrome 126', 'Android', 'mobile'] },
  { userAgent: `${android} Chrome/126.0.0.0 Safari/537.36`, is: ['Chrome 126', 'Android', 'tablet'] },
  {
    userAgent: `Mozilla/5.0 (Linux; Android 13; SM-S918B) ${webkit} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`,
    is: ['Samsung Internet 25.0', 'Android 13', 'mobile'],
  },
  {
    userAgent: 'Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0',
    is: ['Firefox 127.0', 'Android 14', 'mobile'],
  },
  {
    userAgent: 'Mozilla/5.0 (Android 13; Tablet; rv:127.0) Gecko/127.0 Firefox/127.0',
    is: ['Firefox 127.0', 'Android 13', 'tablet'],
  },
  {
    userAgent: `${android} Chrome/126.0.0.0 Mobile Safari/537.36 EdgA/126.0.0.0`,
    is: ['Edge 126', 'Android', 'mobile'],
  },
  {
    userAgent: `Mozilla/5.0 (Linux; U; Android 12; en-US; RMX3085 Build/SP1A.210812.016) ${webkit} Version/4.0 Chrome/100.0.4896.58 UCBrowser/13.7.2.1636 Mobile Safari/537.36`,
    is: ['UC Browser 13.7.2.1636', 'Android 12', 'mobile'],
  },
  {
    userAgent: 'Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 Version/12.16',
    is: ['Opera Mini 36.2.2254', 'Android', 'mobile'],
  },
  {
    userAgent: `${android} Version/4.0 Chrome/126.0.0.0 Mobile DuckDuckGo/5 Safari/537.36`,
    hints: {
      brands: { 'Android WebView': '126.0.6478.122' },
      mobile: true,
      platform: 'Android',
      platformVersion: '14.0.0',
    },
    is: ['DuckDuckGo 5', 'Android 14', 'mobile'],
  },
  {
    userAgent: `Mozilla/5.0 (Linux; U; Android 13; en-us; 2201116SG Build/TKQ1) ${webkit} Version/4.0 Chrome/112.0.5615.136 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.9.1-gn`,
    is: ['Mi Browser 14.9.1', 'Android 13', 'mobile'],
  },
  {
    userAgent: `Mozilla/5.0 (Linux; Android 10; HarmonyOS; NOH-AN00; HMSCore 6.13.0.302) ${webkit} Chrome/99.0.4844.88 HuaweiBrowser/14.0.5.303 Mobile Safari/537.36`,
    is: ['Huawei Browser 14.0.5.303', 'HarmonyOS', 'mobile'],
  },
  {
    userAgent: `Mozilla/5.0 (Phone; OpenHarmony 5.0) ${webkit} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile HuaweiBrowser/5.0.4.300`,
    is: ['Huawei Browser 5.0.4.300', 'HarmonyOS 5.0', 'mobile'],
  },
  {
    userAgent: `Mozilla/5.0 (Linux; Android 6.0; CUBOT_NOTE_S Build/MRA58K) ${webkit} Chrome/92.0.4515.159 Mobile Safari/537.36`,
    is: ['Chrome 92.0.4515.159', 'Android 6', 'mobile'],
  },
  {
    userAgent:
      'Mozilla/5.0 (Linux; U; Android 4.1.2; en-us; GT-I9100 Build/JZO54K) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534.30',
    is: ['Android Browser 4.0', 'Android 4.1.2', 'mobile'],
  },
  {
    userAgent: `Mozilla/5.0 (Linux; Android 13; SM-A536B Build/TP1A; wv) ${webkit} Version/4.0 Chrome/126.0.6478.71 Mobile Safari/537.36`,
    is: ['Android WebView 126.0.6478.71', 'Android 13', 'mobile'],
  },
  {
    userAgent: 'Mozilla/5.0 (Mobile; LYF/F90M; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5',
    is: ['Firefox 48.0', 'KaiOS 2.5', 'mobile'],
  },
  { userAgent: `${iPhone} Version/17.4.1 Mobile/15E148 Safari/604.1`, is: ['Safari 17.4.1', 'iOS 17.4.1', 'mobile'] },
  {
    userAgent: `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${apple} Version/26.1 Mobile/15E148 Safari/604.1`,
    is: ['Safari 26.1', 'iOS 26.1', 'mobile'],
  },
  {
    userAgent: `${iPhone} CriOS/126.0.6478.108 Mobile/15E148 Safari/604.1`,
    is: ['Chrome 126.0.6478.108', 'iOS 17.4.1', 'mobile'],
  },
  { userAgent: `${iPhone} FxiOS/127.0 Mobile/15E148 Safari/605.1.15`, is: ['Firefox 127.0', 'iOS 17.4.1', 'mobile'] },
  {
    userAgent: `${iPhone} Version/17.0 EdgiOS/126.0.2592.56 Mobile/15E148 Safari/604.1`,
    is: ['Edge 126.0.2592.56', 'iOS 17.4.1', 'mobile'],
  },
  {
    userAgent: `${iPhone} Version/17.4 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15`,
    is: ['DuckDuckGo 7', 'iOS 17.4.1', 'mobile'],
  },
  {
    userAgent: `Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) ${apple} Version/16.6 Mobile/15E148 Safari/604.1`,
    maxTouchPoints: 5,
    is: ['Safari 16.6', 'iPadOS 16.7', 'tablet'],
  },
  {
    userAgent: `${mac} ${apple} Version/17.5 Safari/605.1.15`,
    maxTouchPoints: 5,
    is: ['Safari 17.5', 'iPadOS 17.5', 'tablet'],
  },
  {
    userAgent: `${mac} ${apple} CriOS/126 Version/11.1.1 Safari/605.1.15`,
    maxTouchPoints: 5,
    is: ['Chrome 126', 'iPadOS', 'tablet'],
  },
  {
    userAgent: `Mozilla/5.0 (X11; Linux x86_64; Quest 3) ${webkit} OculusBrowser/33.1.0.9.46 Chrome/126.0.6478.122 VR Safari/537.36`,
    is: ['Meta Quest Browser 33.1.0.9.46', 'Linux', 'desktop'],
  },
  {
    userAgent: `Mozilla/5.0 (Linux; Android 9; KFMAWI) ${webkit} Silk/120.3.1 like Chrome/120.0.6099.230 Safari/537.36`,
    is: ['Amazon Silk 120.3.1', 'Android 9', 'tablet'],
  },
]

const inApps: KnownBrowser[] = [
  {
    userAgent: `${iPhone} Mobile/15E148 Instagram 326.0.0.28.90 (iPhone14,5; iOS 17_4_1; en_US; en; scale=3.00; 1170x2532)`,
    is: ['Instagram 326.0.0.28.90', 'iOS 17.4.1', 'mobile'],
  },
  {
    userAgent: `Mozilla/5.0 (Linux; Android 13; SM-G991B Build/TP1A; wv) ${webkit} Version/4.0 Chrome/122.0.6261.119 Mobile Safari/537.36 Instagram 325.0.0.35.91 Android (33/13; 480dpi)`,
    hints: {
      brands: { 'Android WebView': '122.0.6261.119' },
      mobile: true,
      platform: 'Android',
      platformVersion: '13.0.0',
    },
    is: ['Instagram 325.0.0.35.91', 'Android 13', 'mobile'],
  },
  {
    userAgent: `${iPhone} Mobile/15E148 [FBAN/FBIOS;FBAV/455.0.0.37.109;FBBV/577406123;FBDV/iPhone14,5;FBMD/iPhone]`,
    is: ['Facebook 455.0.0.37.109', 'iOS 17.4.1', 'mobile'],
  },
  {
    userAgent: `Mozilla/5.0 (Linux; Android 12; M2101K6G Build/SKQ1; wv) ${webkit} Version/4.0 Chrome/120.0.6099.193 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/445.0.0.34.118;]`,
    is: ['Facebook 445.0.0.34.118', 'Android 12', 'mobile'],
  },
  {
    userAgent: `${iPhone} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/450.0.0.40.106;FBBV/572]`,
    is: ['Messenger 450.0.0.40.106', 'iOS 17.4.1', 'mobile'],
  },
  { userAgent: `${iPhone} Mobile/15E148 [LinkedInApp]/9.29.4530`, is: ['LinkedIn 9.29.4530', 'iOS 17.4.1', 'mobile'] },
  {
    userAgent: `Mozilla/5.0 (Linux; Android 14; Pixel 7 Build/UQ1A; wv) ${webkit} Version/4.0 Chrome/122.0.6261.64 Mobile Safari/537.36 [LinkedInApp]/4.1.900`,
    is: ['LinkedIn 4.1.900', 'Android 14', 'mobile'],
  },
  {
    userAgent: `${iPhone} Mobile/15E148 musical_ly_33.1.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/en Region/US BytedanceWebview/d8a21c6`,
    is: ['TikTok 33.1.0', 'iOS 17.4.1', 'mobile'],
  },
  {
    userAgent: `Mozilla/5.0 (Linux; Android 13; SM-A546E Build/TP1A; wv) ${webkit} Version/4.0 Chrome/121.0.6167.178 Mobile Safari/537.36 trill_330105 JsSdk/1.0 NetType/WIFI BytedanceWebview/d8a21c6`,
    is: ['TikTok', 'Android 13', 'mobile'],
  },
  {
    userAgent: `${iPhone} Mobile/15E148 Snapchat/12.81.0.44 (like Safari/8617.2.4.10.8, panda)`,
    is: ['Snapchat 12.81.0.44', 'iOS 17.4.1', 'mobile'],
  },
  { userAgent: `${iPhone} Mobile/15E148 [Pinterest/iOS]`, is: ['Pinterest', 'iOS 17.4.1', 'mobile'] },
  { userAgent: `${iPhone} Mobile/15E148 Twitter for iPhone/10.44`, is: ['X 10.44', 'iOS 17.4.1', 'mobile'] },
  {
    userAgent: `${iPhone} Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/en`,
    is: ['WeChat 8.0.49', 'iOS 17.4.1', 'mobile'],
  },
  {
    userAgent: `${iPhone} GSA/322.0.642128947 Mobile/15E148 Safari/604.1`,
    is: ['Google app 322.0.642128947', 'iOS 17.4.1', 'mobile'],
  },
  { userAgent: `${iPhone} Mobile/15E148`, is: ['iOS WebView', 'iOS 17.4.1', 'mobile'] },
]

const onTelevisions: KnownBrowser[] = [
  {
    userAgent: `Mozilla/5.0 (SMART-TV; Linux; Tizen 6.5) ${webkit} 85.0.4183.93/6.5 TV Safari/537.36 SamsungBrowser/3.0`,
    is: ['Samsung Internet 3.0', 'Tizen 6.5', 'tv'],
  },
  {
    userAgent: `Mozilla/5.0 (Web0S; Linux/SmartTV) ${webkit} Chrome/94.0.4606.128 Safari/537.36 WebAppManager`,
    hints: { brands: {}, platform: 'Linux' },
    is: ['Chrome 94.0.4606.128', 'webOS', 'tv'],
  },
  {
    userAgent: `Mozilla/5.0 (Linux; Android 11; BRAVIA 4K UR3 Build/RTT2) ${webkit} Chrome/126.0.6478.71 Safari/537.36`,
    is: ['Chrome 126.0.6478.71', 'Android 11', 'tv'],
  },
  {
    userAgent: `Mozilla/5.0 (Linux; Android 7.1.2; AFTMM Build/NS6297; wv) ${webkit} Version/4.0 Chrome/70.0.3538.110 Mobile Safari/537.36`,
    is: ['Android WebView 70.0.3538.110', 'Android 7.1.2', 'tv'],
  },
  {
    userAgent:
      'Mozilla/5.0 (PlayStation; PlayStation 5/2.26) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0 Safari/605.1.15',
    is: ['PlayStation browser', 'PlayStation 5', 'tv'],
  },
  { userAgent: `Mozilla/5.0 (PlayStation 4 8.52) ${apple}`, is: ['PlayStation browser', 'PlayStation 4', 'tv'] },
  {
    userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox Series X) ${webkit} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0`,
    hints: { brands: { 'Microsoft Edge': '126.0.2592.81' }, platform: 'Windows', platformVersion: '10.0.0' },
    is: ['Edge 126.0.2592.81', 'Xbox', 'tv'],
  },
]

const bots: KnownBrowser[] = [
  {
    userAgent: `Mozilla/5.0 ${webkit.replace('Gecko)', 'Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html)')} Chrome/126.0.6478.126 Safari/537.36`,
    is: ['Googlebot 2.1', '', 'bot'],
  },
  {
    userAgent: `${webkit.replace('AppleWebKit', 'Mozilla/5.0 AppleWebKit').replace('Gecko)', 'Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)')}`,
    is: ['GPTBot 1.2', '', 'bot'],
  },
  {
    userAgent: 'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
    is: ['Baiduspider 2.0', '', 'bot'],
  },
  { userAgent: `${linux} HeadlessChrome/126.0.0.0 Safari/537.36`, is: ['Headless Chrome 126', 'Linux', 'bot'] },
  {
    userAgent: `${mac} ${webkit} Chrome/126.0.0.0 Safari/537.36 Chrome-Lighthouse`,
    is: ['Chrome-Lighthouse', 'macOS', 'bot'],
  },
  { userAgent: 'curl/8.5.0', is: ['curl 8.5.0', '', 'bot'] },
]

export const knownBrowsers = [...onDesktops, ...onPhonesAndTablets, ...inApps, ...onTelevisions, ...bots]
