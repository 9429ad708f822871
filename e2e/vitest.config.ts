import { defineConfig } from 'vitest/config'

// A busy machine is slow: what is waited for may take long, and nothing here measures speed.
export default defineConfig({
  test: { testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false, expect: { poll: { timeout: 15_000 } } },
})
