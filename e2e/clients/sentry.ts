import * as Sentry from '@sentry/browser'

Object.assign(globalThis, { Sentry })
