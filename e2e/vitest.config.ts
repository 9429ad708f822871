import { chromiumLaunchOptions } from '@collector/testing/chromium'
import { shareMade } from '@collector/testing/made-once'
import { defineConfig } from 'vitest/config'

// unpacks Chromium before anything else: meanwhile the directory for temporary files is another
await chromiumLaunchOptions()
shareMade()

// Timeouts are long, because a busy machine is slow and nothing here measures speed.
export default defineConfig({
  test: { testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2, expect: { poll: { timeout: 60_000 } } },
})
