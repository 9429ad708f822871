import { collectFingerprints } from '../../../packages/sdk/src/fingerprint.ts'

Object.assign(window, { collectFingerprint: () => collectFingerprints() })
