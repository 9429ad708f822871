import { load } from '@fingerprintjs/fingerprintjs'

Object.assign(window, { collectFingerprint: async () => (await load({ delayFallback: 0 })).get() })
