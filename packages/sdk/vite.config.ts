import { defineConfig, type UserConfig } from 'vite'
import { shorten } from './scripts/shorten.ts'
import { sizeBudget } from './scripts/size-budget.ts'
import { syntaxCheck } from './scripts/syntax-check.ts'

/** Safari 14, Chrome 80, Firefox 78. */
const target = 'es2020'

/** Build options of the served files: every visitor of every site pays for each byte, and terser saves 3 % more than the default. */
const served = {
  target,
  emptyOutDir: false,
  minify: 'terser',
  terserOptions: {
    ecma: 2020,
    module: true,
    compress: { hoist_funs: true, passes: 5, keep_fargs: false, unsafe_arrows: true },
  },
} satisfies UserConfig['build']

const builds: Record<string, UserConfig> = {
  script: {
    build: {
      ...served,
      lib: { entry: 'src/script.ts', formats: ['iife'], name: 'collectorScript', fileName: () => 'collector.js' },
    },
    plugins: [shorten(), syntaxCheck(), sizeBudget({ file: 'collector.js', encoding: 'gzip', maxBytes: 12_457 })],
  },
  fingerprint: {
    build: {
      ...served,
      lib: { entry: 'src/fingerprint.ts', formats: ['es'], fileName: () => 'collector-fingerprint.js' },
    },
    plugins: [syntaxCheck(), sizeBudget({ file: 'collector-fingerprint.js', encoding: 'brotli', maxBytes: 10_240 })],
  },
  report: {
    build: {
      ...served,
      lib: { entry: 'src/report.ts', formats: ['es'], fileName: () => 'collector-report.js' },
    },
    plugins: [syntaxCheck(), sizeBudget({ file: 'collector-report.js', encoding: 'brotli', maxBytes: 4096 })],
  },
  // runs in builds of others, by Node
  vite: {
    build: {
      ssr: 'src/vite.ts',
      target: 'node20',
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: 'vite.js' } },
    },
    ssr: { noExternal: true },
  },
  module: {
    build: {
      target,
      lib: { entry: 'src/index.ts', formats: ['es'], fileName: 'index' },
    },
    plugins: [syntaxCheck()],
  },
}

// One source, three builds: a script tag takes one file that is no module, and loads the other only when asked to.
export default defineConfig(({ mode }) => builds[mode] ?? builds['module'] ?? {})
