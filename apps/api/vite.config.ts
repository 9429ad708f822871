import { defineConfig } from 'vite'

// Our own source becomes one file; packages stay packages, since some bring files of their own.
export default defineConfig({
  build: { ssr: true, target: 'node24', emptyOutDir: true, sourcemap: true },
  ssr: { noExternal: ['@collector/schema'] },
})
