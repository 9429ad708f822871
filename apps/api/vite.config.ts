import { defineConfig } from 'vite'

// Our own source becomes one file; packages stay packages, since some bring files of their own. Of third-party-web the server needs
// one file of 200 kB, and the package is 8 MB.
export default defineConfig({
  build: {
    ssr: true,
    target: 'node24',
    emptyOutDir: true,
    sourcemap: true,
    rollupOptions: {
      input: ['src/server.ts', 'src/storage/engines/pglite-worker.ts', 'src/source-maps/map-worker.ts'],
      // all beside each other: the embedded engine finds its thread's file that way
      output: { chunkFileNames: '[name]-[hash].js' },
    },
  },
  ssr: { noExternal: ['@collector/schema', '@collector/source-maps', '@collector/user-agent', 'third-party-web'] },
})
