import { defineConfig } from 'vitest/config'

// Timeouts are long, because a busy machine is slow and nothing here measures speed.
export default defineConfig({
  test: { testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false, expect: { poll: { timeout: 15_000 } } },
})
