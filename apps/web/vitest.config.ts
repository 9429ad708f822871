import { chromiumLaunchOptions } from '@collector/testing/chromium'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'

// Elements are tested in a real browser; the formatters need none, but gain nothing from a second set-up.
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // it says so once a file
    onConsoleLog: (text) => !text.startsWith('Lit is in dev mode'),
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: await chromiumLaunchOptions() }),
      instances: [{ browser: 'chromium' }],
    },
  },
})
