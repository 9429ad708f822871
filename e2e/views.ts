import type { Page } from 'playwright'
import type { Dashboard } from './dashboard.ts'
import {
  customer,
  fingerprinted,
  hostile,
  noise,
  predecessor,
  protectedBrowser,
  traced,
  working,
} from './stored-samples.ts'
import {
  askForRelease,
  askToDelete,
  askToExport,
  askWhereToMerge,
  changeErrors,
  chooseTwo,
  compared,
  letOneWait,
  makeToken,
  openError,
  openTables,
  selectTime,
  setUp,
  setUpAlerts,
} from './view-states.ts'

/** One page, tab or state of the dashboard. */
export interface View {
  name: string
  path: string
  isSignedIn?: boolean
  /** Waits for the view to be there, or does what brings it there. */
  ready: (page: Page) => Promise<unknown>
}

const tabs = ['overview', 'performance', 'fingerprint', 'raw-data']
const stored = (page: Page) => page.getByText(/Stored as number/).waitFor()

const throwErrors = async (page: Page) => {
  await stored(page)
  for (let i = 0; i < 2; i++) await page.getByRole('button', { name: /test error/ }).click()
  await page.locator('.errors summary').first().click()
  await page.getByRole('button', { name: /^LCP/ }).click()
}

const contradicting = async (page: Page) => {
  await stored(page)
  await page.locator('report-privacy').scrollIntoViewIfNeeded()
}

const cancel = async (page: Page) => {
  await page.getByRole('button', { name: 'Do not send' }).click()
  await page.getByText('Not sent').waitFor()
}

const tellProblem = async (page: Page) => {
  await stored(page)
  await page.getByText('What went wrong?').click()
  await page.getByLabel(/What did you do/).fill('The cart stays empty')
  await page.getByRole('button', { name: 'Send with this report' }).click()
  await page.getByText('Sent with number').waitFor()
}

const refused = async (page: Page) => {
  await page.getByText('Not stored').waitFor()
}

const openTraced = (page: Page) => page.locator('.errors summary').first().click()

const unusual = (page: Page) => page.getByText('Unusual here').waitFor()
const typical = (page: Page) => page.getByText(/most unusual first/).waitFor()

const failed = async (page: Page) => {
  await page.getByText('could not be loaded').waitFor()
}

const waits = (page: Page) => page.locator('.skeleton').waitFor()

const missing = async (page: Page) => {
  await page.getByText('There is no such submission.').waitFor()
}

/** Every page and tab in every state, on a Collector that holds what `storeSamples` stored. */
export function views(ids: Awaited<ReturnType<typeof storeSamples>>): View[] {
  const inside = { isSignedIn: true, ready: (page: Page) => page.locator('.loading').waitFor({ state: 'detached' }) }
  return [
    { name: 'collecting', path: '/', ready: (page) => page.getByText('Collecting').first().waitFor() },
    ...tabs.map((tab) => ({ name: `browser-${tab}`, path: `/#${tab}`, ready: stored })),
    { name: 'browser-contradicting', path: '/?contradicting#fingerprint', ready: contradicting },
    { name: 'browser-case', path: '/?ref=TICKET-4711', ready: stored },
    { name: 'browser-problem', path: '/', ready: tellProblem },
    { name: 'browser-errors', path: '/', ready: throwErrors },
    { name: 'browser-not-stored', path: '/?refused', ready: refused },
    { name: 'browser-cancelled', path: '/', ready: cancel },
    { name: 'browser-private', path: '/?private#fingerprint', ready: stored },
    ...Object.entries(ids).flatMap(([kind, id]) =>
      tabs.map((tab) => ({ name: `${kind}-${tab}`, path: `/submissions/${id}#${tab}`, ...inside })),
    ),
    { name: 'overview', path: '/overview', ...inside },
    { name: 'overview-bots', path: '/overview?device=any', ...inside },
    { name: 'overview-compared', path: '/overview?compare=before', isSignedIn: true, ready: selectTime },
    { name: 'overview-excluded', path: '/overview?browser=Netscape', ...inside },
    { name: 'overview-loading', path: '/overview?wait', isSignedIn: true, ready: waits },
    { name: 'overview-failed', path: '/overview?fail', isSignedIn: true, ready: failed },
    { name: 'vitals', path: '/vitals', ...inside },
    { name: 'vitals-cls', path: '/vitals?metric=cls&range=24h&breakdown=browser', ...inside },
    { name: 'vitals-tables', path: '/vitals?range=24h', isSignedIn: true, ready: openTables },
    { name: 'vitals-excluded', path: '/vitals?browser=Netscape', ...inside },
    { name: 'vitals-before', path: '/vitals?to=2020-01-01', ...inside },
    { name: 'pages', path: '/pages?range=all', ...inside },
    { name: 'pages-single', path: '/pages?range=all&group=path&sort=poor', ...inside },
    { name: 'pages-excluded', path: '/pages?browser=Netscape', ...inside },
    { name: 'pages-failed', path: '/pages?fail', isSignedIn: true, ready: failed },
    { name: 'page', path: '/pages/view?page=/products/*', ...inside },
    { name: 'page-none', path: '/pages/view?page=/nowhere', ...inside },
    { name: 'scripts', path: '/scripts', ...inside },
    { name: 'scripts-single', path: '/scripts?by=script', ...inside },
    { name: 'scripts-excluded', path: '/scripts?browser=Netscape', ...inside },
    { name: 'scripts-failed', path: '/scripts?fail', isSignedIn: true, ready: failed },
    { name: 'errors', path: '/errors', ...inside },
    { name: 'errors-changed', path: '/errors', isSignedIn: true, ready: changeErrors },
    { name: 'errors-noise', path: '/errors?noise=any&range=all', ...inside },
    { name: 'errors-none', path: '/errors?status=ignored&range=1h', ...inside },
    { name: 'errors-excluded', path: '/errors?browser=Netscape&status=all', ...inside },
    { name: 'error-group', path: '/errors?q=order.total', isSignedIn: true, ready: openError },
    { name: 'error-merge', path: '/errors?q=order.total', isSignedIn: true, ready: askWhereToMerge },
    { name: 'error-resolve', path: '/errors?q=order.total', isSignedIn: true, ready: askForRelease },
    { name: 'no-such-error', path: '/errors/0000000000000000', ...inside },
    { name: 'submissions', path: '/submissions', ...inside },
    { name: 'submissions-chosen', path: '/submissions?browser=Safari&range=24h', isSignedIn: true, ready: chooseTwo },
    { name: 'submissions-waiting', path: '/submissions', isSignedIn: true, ready: letOneWait },
    { name: 'submissions-custom', path: '/submissions?from=2020-01-01&to=2090-01-01&q=62', ...inside },
    { name: 'submissions-export', path: '/submissions?path=/products/*', isSignedIn: true, ready: askToExport },
    { name: 'submissions-delete', path: '/submissions?path=/products/*', isSignedIn: true, ready: askToDelete },
    { name: 'submissions-excluded', path: '/submissions?browser=Netscape', ...inside },
    { name: 'submissions-failed', path: '/submissions?fail', isSignedIn: true, ready: failed },
    { name: 'submission-traced', path: `/submissions/${traced.submissionId}`, isSignedIn: true, ready: openTraced },
    { name: 'submission-fair', path: `/submissions/${traced.submissionId}`, ...inside },
    { name: 'submission-case', path: `/submissions/${customer.submissionId}`, isSignedIn: true, ready: unusual },
    { name: 'submission-protected', path: `/submissions/${protectedBrowser.submissionId}#fingerprint`, ...inside },
    { name: 'submission-report', path: '/submissions?kind=report', ...inside },
    { name: 'compare', path: `/compare?a=${ids.real}&b=${ids.predecessor}`, isSignedIn: true, ready: compared },
    { name: 'compare-hostile', path: `/compare?a=${ids.hostile}&b=${ids.real}`, isSignedIn: true, ready: compared },
    {
      name: 'compare-typical',
      path: `/compare?a=${customer.submissionId}&b=typical`,
      isSignedIn: true,
      ready: typical,
    },
    { name: 'compare-missing', path: '/compare?b=999999', isSignedIn: true, ready: missing },
    { name: 'releases', path: '/releases', ...inside },
    { name: 'releases-single', path: '/releases?release=2.1.0', ...inside },
    { name: 'releases-checkout', path: '/releases?path=/checkout', ...inside },
    { name: 'releases-excluded', path: '/releases?browser=Netscape', ...inside },
    { name: 'releases-failed', path: '/releases?fail', isSignedIn: true, ready: failed },
    { name: 'referrers', path: '/referrers', ...inside },
    { name: 'referrers-excluded', path: '/referrers?browser=Netscape', ...inside },
    { name: 'referrers-before', path: '/referrers?to=2020-01-01', ...inside },
    { name: 'referrers-failed', path: '/referrers?fail', isSignedIn: true, ready: failed },
    { name: 'fingerprints', path: '/fingerprints', ...inside },
    { name: 'fingerprints-excluded', path: '/fingerprints?browser=Netscape', ...inside },
    { name: 'fingerprints-failed', path: '/fingerprints?fail', isSignedIn: true, ready: failed },
    { name: 'fingerprints-browser', path: '/fingerprints/browser?visitorId=changing', ...inside },
    { name: 'fingerprints-nobody', path: '/fingerprints/browser?visitorId=nobody', ...inside },
    { name: 'alerts', path: '/alerts', ...inside },
    { name: 'alerts-set-up', path: '/alerts', isSignedIn: true, ready: setUpAlerts },
    { name: 'refusals', path: '/refusals', ...inside },
    { name: 'source-maps', path: '/source-maps', ...inside },
    { name: 'tokens', path: '/tokens', isSignedIn: true, ready: makeToken },
    { name: 'setup', path: '/setup', isSignedIn: true, ready: (page) => page.getByText('Waiting for').waitFor() },
    { name: 'setup-arrived', path: '/setup', isSignedIn: true, ready: setUp },
    { name: 'no-such-submission', path: '/submissions/00000000-0000-4000-8000-000000000000', ...inside },
    { name: 'docs', path: '/docs', ready: (page) => page.locator('main img').first().waitFor() },
    { name: 'not-found', path: '/docs/nope', ready: (page) => page.getByText('There is no such page').waitFor() },
    { name: 'sign-in', path: '/submissions', ready: (page) => page.getByLabel('Access token').waitFor() },
  ]
}

export interface OpenView {
  page: Page
  /** Unexpected console errors, and uncaught ones. */
  troubles: string[]
  close(): Promise<void>
}

/** Opens a view in a window of its own. */
export async function openView(
  { browser, origin, token }: Dashboard,
  view: View,
  window: { colorScheme: 'light' | 'dark'; width: number },
): Promise<OpenView> {
  const context = await browser.newContext({
    colorScheme: window.colorScheme,
    // without transitions, so that axe sees final colours
    reducedMotion: 'reduce',
    viewport: { width: window.width, height: 900 },
  })
  if (view.isSignedIn) await context.request.post(`${origin}/api/session`, { data: { token } })
  if (view.path.includes('?fail')) await context.route(/\/api\/(?!session)/, (route) => route.abort())
  // never answered
  if (view.path.includes('?wait')) await context.route(/\/api\/(?!session)/, () => {})
  if (view.path.includes('?refused')) await context.route('**/collect', (route) => route.abort())
  const page = await context.newPage()
  if (view.path.includes('?private')) {
    await page.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true, configurable: true }),
    )
  }
  if (view.path.includes('?contradicting')) {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'hardwareConcurrency', { value: 64 })
      Date.prototype.getTimezoneOffset = () => 777
    })
  }
  const troubles: string[] = []
  page.on('pageerror', ({ message }) => {
    if (!message.startsWith('Test error')) troubles.push(`uncaught: ${message}`)
  })
  page.on('console', (message) => {
    // the browser itself logs failed requests
    if (message.type() === 'error' && !message.text().startsWith('Failed to load')) troubles.push(message.text())
  })
  await page.goto(origin + view.path)
  await page.locator('main h1').first().waitFor()
  await view.ready(page)
  await page.evaluate(() => document.fonts.ready)
  return { page, troubles, close: () => context.close() }
}

/** Shows the same view in another window size and colour scheme; resolves when it has changed. */
export async function reshape(page: Page, window: { colorScheme: 'light' | 'dark'; width: number }): Promise<void> {
  await page.emulateMedia({ colorScheme: window.colorScheme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width: window.width, height: 900 })
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

/** Stores a submission of this browser, one of the predecessor and a hostile one, and enough others for two pages. */
export async function storeSamples({ browser, origin, store }: Dashboard) {
  const page = await browser.newPage()
  await page.goto(origin)
  const link = await page
    .locator('submission-status copy-button')
    .evaluate((button: HTMLElement & { text: string }) => button.text)
  await page.close()
  await store({ page: { url: 'https://shop.example/' }, errors: noise })
  for (const each of fingerprinted) await store(each)
  for (let i = 0; i < 60; i++) {
    await store({ ...predecessor, page: { url: `https://shop.example/products/${i}?from=search` } })
  }
  for (const each of [...working, customer, traced, protectedBrowser]) await store(each)
  await fetch(`${origin}/report`, {
    method: 'POST',
    headers: { 'content-type': 'application/reports+json' },
    body: JSON.stringify([{ type: 'crash', url: 'https://shop.example/cart', body: { reason: 'oom' } }]),
  })
  await fetch(`${origin}/collect`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"errors":{}}',
  })
  return {
    real: link.split('/').at(-1) ?? '',
    predecessor: (await store(predecessor)).submissionId,
    hostile: (await store(hostile)).submissionId,
  }
}
