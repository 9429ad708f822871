import * as Sentry from '@sentry/browser-10'

Object.assign(globalThis, { Sentry })
