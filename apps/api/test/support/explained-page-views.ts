/** Why a vital of a page view is what it is. */
interface Explanation {
  value: number
  target: string | undefined
  url: string | undefined
  eventType: string | undefined
  /** `host/path function` */
  script: string | undefined
  isPreloaded: boolean
  /** ms, by web-vitals' names. */
  phases: Record<string, number>
}

/** A page view whose vitals have known reasons. */
export interface Explained {
  browser: string
  path: string
  isOwn: boolean
  hasErrors: boolean
  /** Two: an earlier one with other reasons, which must not count. */
  submissions: number
  lcp: Explanation
  inp: Explanation
  cls: Explanation
  ttfb: Explanation
}

const agents = {
  Chrome: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36',
  Firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0',
  SomeBot: 'Mozilla/5.0 (compatible; SomeBot/1.0)',
}
const paths = ['/', '/cart', '/products/1', '/products/2']
const elements: [string | undefined, string | undefined][] = [
  ['main>img.hero', 'https://shop.example/hero.avif'],
  ['main>h1', undefined],
  [undefined, 'https://shop.example/gone.png'],
]
const targets: [string, string, string | undefined][] = [
  ['button#buy', 'pointer', 'tags.example/t.js trackClick'],
  ['button#buy', 'keyboard', undefined],
  ['input.search', 'keyboard', 'cdn.shop.example/search.js filter'],
]
const builds = ['BxKdaZQw', 'DqWbTnRe']
const shifted = ['div.banner', 'footer']

/** The same page views at every run. */
export function explainedPageViews(count: number): Explained[] {
  let state = 7
  const next = () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(next() ** 1.5 * items.length)] as Item
  const ms = (most: number) => Math.round(next() * most)
  const none = { target: undefined, url: undefined, eventType: undefined, script: undefined, isPreloaded: false }
  const add = (phases: Record<string, number>) => Object.values(phases).reduce((sum, one) => sum + one, 0)
  return Array.from({ length: count }, (_, n): Explained => {
    const [element, image] = pick(elements)
    const loads = {
      timeToFirstByte: ms(900),
      resourceLoadDelay: ms(2500),
      resourceLoadDuration: ms(900),
      elementRenderDelay: ms(900),
    }
    const [target, eventType, script] = pick(targets)
    const handled = { inputDelay: ms(150), processingDuration: ms(500), presentationDelay: ms(60) }
    const waited = {
      waitingDuration: ms(20),
      cacheDuration: 0,
      dnsDuration: ms(50),
      connectionDuration: ms(200),
      requestDuration: ms(2500),
    }
    return {
      browser: pick(Object.keys(agents)),
      path: pick(paths),
      isOwn: n % 20 === 3,
      hasErrors: n % 7 === 0,
      submissions: n % 5 === 0 ? 2 : 1,
      lcp: {
        ...none,
        value: add(loads),
        target: element,
        url: image,
        isPreloaded: image !== undefined && n % 3 === 0,
        phases: loads,
      },
      inp: { ...none, value: add(handled), target, eventType, script, phases: handled },
      cls: {
        ...none,
        value: Math.round(next() * 500) / 1000,
        target: pick(shifted),
        phases: { largestShiftTime: ms(4000) },
      },
      ttfb: { ...none, value: add(waited), phases: waited },
    }
  })
}

/** The bodies of all submissions; scripts are those of two builds. */
export function submissionsOf(pageViews: Explained[]): string[] {
  return pageViews.flatMap((view, n) => {
    const last = JSON.stringify(body(view, n, view.submissions))
    if (view.submissions === 1) return [last]
    const early = { lcp: { value: 9999, attribution: { target: 'div#early', timeToFirstByte: 5000 } } }
    return [JSON.stringify({ ...body(view, n, 1), performance: { vitals: early } }), last]
  })
}

function body({ browser, path, isOwn, hasErrors, lcp, inp, cls, ttfb }: Explained, n: number, sequence: number) {
  const [place, name] = inp.script?.split(' ') ?? []
  const script = place && {
    sourceURL: `https://${place.replace('.js', `-${builds[n % 2]}.js`)}?v=${n % 2}`,
    sourceFunctionName: name,
    invoker: 'BUTTON.onclick',
    duration: 9,
  }
  const resources = lcp.url ? [{ name: lcp.url, type: lcp.isPreloaded ? 'link' : 'img', duration: 1, size: 1 }] : []
  return {
    page: { url: `https://www.shop.example${path}`, pageViewId: `view-${n}`, sequence, ...(isOwn && { isOwn }) },
    browser: { userAgent: agents[browser as keyof typeof agents] },
    performance: {
      vitals: {
        lcp: { value: lcp.value, attribution: { target: lcp.target, url: lcp.url ?? '', ...lcp.phases } },
        inp: {
          value: inp.value,
          attribution: { interactionTarget: inp.target, interactionType: inp.eventType, ...inp.phases, script },
        },
        cls: { value: cls.value, attribution: { largestShiftTarget: cls.target, ...cls.phases } },
        ttfb: { value: ttfb.value, attribution: ttfb.phases },
      },
      resources,
    },
    errors: hasErrors ? [{ message: 'Order is gone', source: 'https://shop.example/o.js' }] : [],
  }
}
