import { faroInlet } from './faro.ts'
import type { Inlet } from './inlet.ts'
import { reportInlet } from './report.ts'
import { securityInlet } from './sentry/security.ts'
import { envelopeInlet, storeInlet } from './sentry/sentry.ts'

/** All inlets; each gets its addresses in `routes/inlets.ts`. */
export const inlets: readonly Inlet[] = [reportInlet, envelopeInlet, storeInlet, securityInlet, faroInlet]
