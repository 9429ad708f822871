import { type Static, type TOptional, Type } from 'typebox'
import { type MetricName, metricNames } from '../metrics/index.ts'
import { rating } from '../metrics/rating.ts'

/** One web vital: its value in the metric's unit, its rating and its attribution. */
export const vital = Type.Object({
  value: Type.Number(),
  rating,
  attribution: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})

/** One resource the page loaded, from the W3C PerformanceResourceTiming entry. Times in ms, sizes in bytes. */
export const resource = Type.Object({
  name: Type.String({ description: 'URL' }),
  type: Type.Optional(Type.String({ description: 'initiatorType' })),
  startTime: Type.Optional(Type.Number({ description: 'ms after navigation start' })),
  duration: Type.Number({ description: 'ms' }),
  size: Type.Number({ description: 'Transferred bytes, 0 from cache or across origins' }),
  encodedSize: Type.Optional(Type.Number()),
  decodedSize: Type.Optional(Type.Number()),
  protocol: Type.Optional(Type.String({ description: 'nextHopProtocol' })),
  renderBlocking: Type.Optional(Type.Boolean()),
  delivery: Type.Optional(Type.String({ description: 'deliveryType, "cache" for example' })),
  status: Type.Optional(Type.Number({ description: 'HTTP status, absent where the browser hides it' })),
  serverTiming: Type.Optional(
    Type.Array(Type.Object({ name: Type.String(), duration: Type.Number(), description: Type.String() })),
  ),
})

/** One frame that took longer than 50 ms, from the Long Animation Frames API. Times in ms. */
export const longAnimationFrame = Type.Object({
  startTime: Type.Number(),
  duration: Type.Number(),
  blockingDuration: Type.Number(),
  scripts: Type.Array(
    Type.Object({
      sourceURL: Type.String(),
      sourceFunctionName: Type.String(),
      invoker: Type.String(),
      invokerType: Type.Optional(Type.String({ description: 'event-listener, for example' })),
      duration: Type.Number(),
      forcedStyleAndLayoutDuration: Type.Optional(Type.Number()),
      pauseDuration: Type.Optional(Type.Number({ description: 'In synchronous calls such as alert()' })),
      sourceCharPosition: Type.Optional(Type.Number({ description: '-1 where unknown' })),
    }),
  ),
})

/** Measurements of the page's performance. */
export const performanceSection = Type.Object({
  vitals: Type.Optional(
    Type.Object(
      Object.fromEntries(metricNames.map((name) => [name, Type.Optional(vital)])) as Record<
        MetricName,
        TOptional<typeof vital>
      >,
    ),
  ),
  navigation: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'The fields of the W3C PerformanceNavigationTiming entry, ms and bytes',
    }),
  ),
  resources: Type.Optional(Type.Array(resource)),
  memory: Type.Optional(
    Type.Object(
      {
        usedJSHeapSize: Type.Optional(Type.Number()),
        totalJSHeapSize: Type.Optional(Type.Number()),
        jsHeapSizeLimit: Type.Optional(Type.Number()),
        measuredBytes: Type.Optional(
          Type.Number({
            description: 'Memory of the whole page, by measureUserAgentSpecificMemory, where the browser allows it',
          }),
        ),
      },
      { description: 'JavaScript heap, bytes' },
    ),
  ),
  longAnimationFrames: Type.Optional(Type.Array(longAnimationFrame)),
})

export type PerformanceSection = Static<typeof performanceSection>
export type Vital = Static<typeof vital>
export type Resource = Static<typeof resource>
export type LongAnimationFrame = Static<typeof longAnimationFrame>
