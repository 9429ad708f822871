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
      {
        path: '/',
        modules: ['index.html', 'src/features/this-browser/this-browser-page.ts'],
        maxBytes: 64_000,
        maxRequests: 10,
      },
      {
        path: '/overview',
        modules: ['index.html', 'src/features/overview/overview-page.ts', 'src/ui/chart/chart-js.ts'],
        maxBytes: 98_500,
        maxRequests: 12,
      },
    ]),
  ],
  build: {
    target: 'es2022',
    // The content security policy allows no data: URLs for scripts, styles and fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One style sheet: the order of its rules does not depend on which page was opened first.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        // Few files for each page. What is in two groups goes to the one of higher priority.
        codeSplitting: {
          groups: [
            { name: 'charts', test: /node_modules\/.*(chart\.js|@kurkle)|ui\/chart\/chart-js/, priority: 4 },
            {
              // The styles stand here too: this group is loaded first, and their first line orders the layers.
              name: 'base',
              test: /node_modules\/(?!.*@lit.task).*lit|src\/(styles|ui(?!\/(ask-dialog|save-file|skeleton|render-task|completed|failure|chart\/(bar|time|sparkline|share|overlay|hatched)|text\/(json|code|change|time)))|words\/(?!change|bucket|relative)|router|api(?!\/(get-reasons|readers))|address\/submission)|rating-(badge|words)|error-words|schema\/src\/(metrics|dimensions)/,
              priority: 3,
            },
            // for what a report shows a moment later: which browser it is, whether everything works, and what its visitor can do with it
            {
              name: 'later',
              test: /src\/features\/(ticket|diagnosis)\/|packages\/user-agent\/|schema\/src\/diagnosis/,
              priority: 1,
            },
            // the tab of the fingerprint is loaded when it is opened
            { name: 'report', test: /src\/features\/(report\/(?!fingerprint\/)|this-browser\/)/, priority: 2 },
            {
              name: 'explore',
              test: /@lit.task|src\/(address\/(?!submission)|features\/(filters\/(?!filter-fields|left-out-note|no-data-note)|charts\/|metrics\/(metric-tile|percentile\.)|pages\/get-pages)|ui\/(render-task|skeleton|completed|failure|chart\/(time|sparkline|share|hatched)|text\/(change|time))|words\/(change|bucket|relative))/,
              priority: 1,
            },
          ],
        },
      },
    },
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
