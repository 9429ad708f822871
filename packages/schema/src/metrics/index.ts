import { cls } from './cls.ts'
import { fcp } from './fcp.ts'
import { inp } from './inp.ts'
import { lcp } from './lcp.ts'
import { ttfb } from './ttfb.ts'

/** Every metric, in the order shown: the three Core Web Vitals first. */
export const metrics = { lcp, inp, cls, fcp, ttfb }

export type MetricName = keyof typeof metrics
export const metricNames = Object.keys(metrics) as MetricName[]
