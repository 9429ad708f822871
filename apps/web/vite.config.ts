import { defineConfig, type ProxyOptions } from 'vite'
import { viewBudgets } from './scripts/view-budget.ts'

const target = process.env['COLLECTOR_API_URL'] ?? 'http://127.0.0.1:5000'
const toApi: ProxyOptions = { target }

export default defineConfig({
  // The server puts its BASE_PATH before what index.html loads; everything else is found beside what loads it.
  base: './',
  // Each about 5 % above what it weighs: a larger one is a decision, not an accident.
  plugins: [
    viewBudgets([
      { path: '/', modules: ['index.html', 'src/features/this-browser/this-browser-page.ts'], maxBytes: 66_000 },
      {
        path: '/overview',
        modules: ['index.html', 'src/features/overview/overview-page.ts', 'src/ui/chart/chart-js.ts'],
        maxBytes: 98_000,
      },
    ]),
  ],
  build: {
    target: 'es2022',
    // The content security policy allows no data: URLs for scripts, styles and fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      '/collect': toApi,
      '/api': toApi,
      '/health': toApi,
      '/collector.js': toApi,
      '/docs': toApi,
      // The link of the start log signs in; the page of the same address is ours.
      '^/sign-in\\?(.*&)?token=': toApi,
    },
  },
})
