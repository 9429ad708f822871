import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import puppeteer from 'puppeteer-core'
import { Builder, By, Capabilities } from 'selenium-webdriver'
import { launchChromium } from './chromium.ts'
import { freePort } from './free-port.ts'

/** A window of one browser engine, with the few methods that a test of all engines needs. */
export interface EngineWindow {
  goto(url: string): Promise<void>
  /** Evaluates a JavaScript expression in the page. */
  evaluate<T>(expression: string): Promise<T>
  /** Clicks an element as a visitor does. */
  click(selector: string): Promise<void>
  /** Types a text into a field as a visitor does. */
  type(selector: string, text: string): Promise<void>
  close(): Promise<void>
}

export interface Engine {
  readonly name: string
  isInstalled(): boolean
  /** @param preferences of about:config, for Firefox only */
  open(preferences?: Record<string, unknown>): Promise<EngineWindow>
}

const firefox = '/usr/bin/firefox-esr'
const webkitDriver = '/usr/bin/WebKitWebDriver'
const miniBrowser = ['x86_64-linux-gnu', 'aarch64-linux-gnu']
  .flatMap((arch) => ['4.1', '4.0', '6.0'].map((version) => `/usr/lib/${arch}/webkit2gtk-${version}/MiniBrowser`))
  .find(existsSync)

/** Chromium comes from npm; Firefox and WebKitGTK are used where Debian's packages are installed. */
export const engines: Engine[] = [
  { name: 'Chromium', isInstalled: () => true, open: openChromium },
  { name: 'Firefox', isInstalled: () => existsSync(firefox), open: openFirefox },
  {
    name: 'WebKitGTK',
    isInstalled: () => existsSync(webkitDriver) && existsSync('/usr/bin/Xvfb') && miniBrowser !== undefined,
    open: openWebKit,
  },
]

async function openChromium(): Promise<EngineWindow> {
  const browser = await launchChromium()
  const page = await browser.newPage()
  return {
    goto: async (url) => void (await page.goto(url)),
    evaluate: (expression) => page.evaluate(expression),
    click: (selector) => page.click(selector),
    type: (selector, text) => page.locator(selector).pressSequentially(text),
    close: () => browser.close(),
  }
}

async function openFirefox(extraPrefsFirefox?: Record<string, unknown>): Promise<EngineWindow> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: firefox,
    headless: true,
    // with letterboxing it never gets a size that a test sets
    ...(extraPrefsFirefox && { extraPrefsFirefox, defaultViewport: null }),
  })
  const page = await browser.newPage()
  return {
    goto: async (url) => void (await page.goto(url)),
    evaluate: <T>(expression: string) => page.evaluate(expression) as Promise<T>,
    click: (selector) => page.click(selector),
    type: (selector, text) => page.type(selector, text),
    close: () => browser.close(),
  }
}

/** WebKitGTK's small browser has no headless mode: it gets a virtual screen. */
async function openWebKit(): Promise<EngineWindow> {
  const display = `:${90 + (process.pid % 900)}`
  const screen = spawn('Xvfb', [display, '-screen', '0', '1280x900x24'], { stdio: 'ignore' })
  await sleep(500)
  const port = await freePort()
  const driver = spawn(webkitDriver, [`--port=${port}`], {
    // its sandbox needs user namespaces, which containers often lack
    env: {
      ...process.env,
      DISPLAY: display,
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
    },
    stdio: 'ignore',
  })
  await sleep(500)
  const capabilities = new Capabilities()
    .set('browserName', 'MiniBrowser')
    .set('webkitgtk:browserOptions', { binary: miniBrowser, args: ['--automation'] })
  const browser = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build()
  return {
    goto: (url) => browser.get(url),
    evaluate: (expression) => browser.executeScript(`return (${expression})`),
    click: (selector) => browser.findElement(By.css(selector)).click(),
    type: (selector, text) => browser.findElement(By.css(selector)).sendKeys(text),
    async close() {
      await browser.quit()
      driver.kill()
      screen.kill()
    },
  }
}
