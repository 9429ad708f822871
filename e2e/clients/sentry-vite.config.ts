import { sentryVitePlugin } from '@sentry/vite-plugin'
import { defineConfig } from 'vite'

/** Builds a site with Sentry's plugin; address and token stand in the environment variables that Sentry documents. */
export default defineConfig({ plugins: [sentryVitePlugin({ telemetry: false })], build: { sourcemap: true } })
