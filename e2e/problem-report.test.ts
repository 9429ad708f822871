import { engines } from '@collector/testing/engines'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { startStage } from './stage.ts'

const stage = startStage()

const tag = (attributes = '') => `<script src="${stage.collector.origin}/collector.js" ${attributes}></script>`

/** Host pages that may harm a dialog; each policy allows the Collector, as docs/sdk.md says. */
const hosts = {
  'a plain page': { html: () => `${tag()}<button data-report-button>Help</button>`, headers: () => ({}) },
  'a strict policy with Trusted Types': {
    html: () => `${tag()}<a href="/nowhere" data-report-button><svg width="20" height="20"></svg>Help</a>`,
    headers: () => ({
      'content-security-policy':
        `default-src 'none'; base-uri 'none'; form-action 'none'; sandbox allow-scripts allow-same-origin;
        script-src ${stage.collector.origin}; connect-src ${stage.collector.origin}; require-trusted-types-for 'script'; trusted-types 'none'`.replace(
          /\s+/g,
          ' ',
        ),
    }),
  },
  'rules for every element, right to left': {
    html: () => `<style>* { all: unset; direction: rtl; color: red !important } html { font-size: 62.5% }
        body > div { display: none !important }</style>${tag('data-locale="ar"')}
      <p><button data-report-button>مساعدة</button></p>
      <script>addEventListener('keydown', (event) => event.preventDefault())
        document.addEventListener('focusin', () => document.querySelector('button').focus())</script>`,
    headers: () => ({}),
  },
  'a page that nobody consented to, and that is not sampled': {
    html: () =>
      `${tag('data-consent="pending" data-sample-rate="0" data-visitor-id data-fingerprint')}<button data-report-button>Help</button>`,
    headers: () => ({}),
  },
}

const dialogOf = `[...document.querySelectorAll('div')].find(({ shadowRoot }) => shadowRoot?.querySelector('dialog')).shadowRoot`

describe.each(engines.filter(({ name, isInstalled }) => name !== 'WebKitGTK' && isInstalled()))('$name', (engine) => {
  test.each(Object.entries(hosts))('%s: the dialog opens, sends, and shows the number', async (name, host) => {
    const path = `/${engine.name}-${name.replaceAll(/\W+/g, '-')}`
    const window = await engine.open()
    try {
      await window.goto(stage.site.page(path, host.html(), host.headers()))
      await window.click('[data-report-button]')
      await expect.poll(() => window.evaluate(`!!${dialogOf}`).catch(() => false)).toBe(true)
      const box = await window.evaluate<{ width: number; height: number; color: string; direction: string }>(
        `(({ width, height }, { color, direction }) => ({ width, height, color, direction }))(
          ${dialogOf}.querySelector('dialog').getBoundingClientRect(), getComputedStyle(${dialogOf}.querySelector('h2')))`,
      )
      expect(box.width).toBe(440)
      expect(box.height).toBeGreaterThan(300)
      expect(box.color).not.toBe('rgb(255, 0, 0)')
      expect(box.direction).toBe(name.includes('right to left') ? 'rtl' : 'ltr')
      await window.evaluate(`void (${dialogOf}.querySelector('textarea').value = 'It is blank')`)
      await window.evaluate(`void ${dialogOf}.querySelector('.main').click()`)
      const shown = () => window.evaluate<string>(`${dialogOf}.querySelector('.number strong')?.textContent ?? ''`)
      await expect.poll(shown).toMatch(/^\d+$/)
      const { rows } = await stage.database.query(
        'select page, browser_info, fingerprints from debug_data where id = $1',
        [await shown()],
      )
      const page = JSON.parse(rows[0].page)
      expect(page).toMatchObject({ url: stage.site.origin + path, feedback: { message: 'It is blank' } })
      expect(JSON.parse(rows[0].browser_info).userAgent).toBe(await window.evaluate('navigator.userAgent'))
      if (name.includes('consented')) {
        expect(page).not.toHaveProperty('sessionId')
        expect(rows[0].fingerprints).toBeNull()
        expect(await window.evaluate('localStorage.length + sessionStorage.length')).toBe(0)
      }
    } finally {
      await window.close()
    }
  })
})

describe('the dialog, by a person', () => {
  async function open(path: string, attributes: string, options: Parameters<Browser['newPage']>[0] = {}) {
    const page = await stage.browser.newPage({ reducedMotion: 'reduce', ...options })
    await page.goto(
      stage.site.page(path, `${tag(attributes)}<main><h1>Shop</h1><button data-report-button>Help</button></main>`),
    )
    await page.getByRole('button', { name: 'Help' }).click()
    await page.getByRole('dialog').waitFor()
    return page
  }
  const messages = async (path: string) => {
    const { rows } = await stage.database.query('select page from debug_data order by id')
    return rows
      .map((row) => JSON.parse(row.page))
      .filter(({ url }) => url.endsWith(path))
      .map(({ feedback }) => feedback)
  }

  test.each([
    ['light', 1280],
    ['dark', 320],
  ] as const)('is accessible in %s at %i px, and fits', async (colorScheme, width) => {
    const page = await open(`/axe-${colorScheme}`, '', { colorScheme, viewport: { width, height: 700 } })
    expect(await violations(page)).toEqual([])
    const box = await page.getByRole('dialog').boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
    const background = await page.getByRole('dialog').evaluate((dialog) => getComputedStyle(dialog).backgroundColor)
    expect(background === 'rgb(255, 255, 255)').toBe(colorScheme === 'light')
    await page.close()
  })

  test('works by keyboard alone, keeps what was typed, and gives the focus back', async () => {
    const path = '/keyboard'
    const page = await open(path, 'data-locale="de" data-delay-ms="100000"')
    await page.evaluate(() => {
      document.addEventListener('keydown', ({ key }) => Object.assign(window, { pressed: key }))
    })
    await page.getByRole('dialog', { name: 'Problem melden' }).waitFor()
    await page.keyboard.type('Alles leer')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Help')
    expect(await page.evaluate(() => (window as { pressed?: string }).pressed)).toBe(undefined)

    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    expect(await page.getByLabel('Was ist schiefgegangen?').inputValue()).toBe('Alles leer')
    await page.keyboard.press('Tab')
    await page.keyboard.type('jane@shop.example')
    await page.keyboard.press('Enter')
    await page.getByText('Ihre Meldung hat die Nummer').waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await messages(path)).toEqual([{ message: 'Alles leer', contact: 'jane@shop.example' }])
    await page.close()
  })

  test('needs a message, says that sending failed, and sends when asked again', async () => {
    const path = '/failing'
    const page = await open(path, 'data-delay-ms="100000"')
    await page.getByRole('button', { name: 'Send' }).click()
    expect(await page.getByRole('status').textContent()).toBe('')
    // the first submission never arrives, though the SDK retries it by itself
    let first: string | undefined
    let retries = 0
    await page.route('**/collect', (route) => {
      const { submissionId } = route.request().postDataJSON()
      first ??= submissionId
      if (submissionId !== first) return route.continue()
      retries++
      return route.abort()
    })
    await page.keyboard.type('It is blank')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Not sent. Check your connection.').waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Your report is number').waitFor()
    expect(await messages(path)).toEqual([{ message: 'It is blank' }])
    // its further failures do not replace the number
    const before = retries
    await expect.poll(() => retries).toBeGreaterThan(before + 1)
    expect(await page.getByRole('status').textContent()).toContain('Your report is number')
    await page.close()
  })

  test('takes texts from the button and from the call; a message is sent without a dialog', async () => {
    const path = '/texts'
    const page = await stage.browser.newPage()
    const button = '<button data-report-button data-text-title="Hilfe, Kasse!" data-locale="de">Help</button>'
    await page.goto(stage.site.page(path, tag('data-delay-ms="100000"') + button))
    await page.getByRole('button', { name: 'Help' }).click()
    await page.getByRole('heading', { name: 'Hilfe, Kasse!' }).waitFor()
    await page.getByRole('button', { name: 'Abbrechen' }).click()
    const outcome = await page.evaluate(() =>
      (window.collector as unknown as Reporting).report({ message: 'By a form of the site', contact: '555' }),
    )
    expect(outcome).toMatchObject({ isStored: true, number: expect.any(Number) })
    // what comes later belongs to the same page view, and keeps the message
    await page.evaluate(() => setTimeout(() => Promise.reject(new Error('later'))))
    await expect.poll(async () => (await messages(path)).length).toBe(2)
    expect(await messages(path)).toEqual(Array(2).fill({ message: 'By a form of the site', contact: '555' }))
    const stopped = await page.evaluate(() => {
      const reporting = window.collector as unknown as Reporting
      reporting.stop()
      return reporting.report({ message: 'after it was stopped' })
    })
    expect(stopped).toEqual({})
    await page.close()
  })
})

interface Reporting {
  report(problem: object): Promise<object>
  stop(): void
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
