import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export type Meters = ReturnType<typeof createMeters>

/**
 * Creates the metrics for Prometheus. They have no data about visitors: no address, URL or user agent is a label, and
 * requests are labelled by the pattern of their route.
 */
export function createMeters() {
  const registry = new Registry()
  const registers = [registry]
  // the default timer of 10 ms takes more CPU than everything else in an idle server; percentiles of the event loop
  // lag start at this precision
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 })
  return {
    registry,
    received: new Counter({
      name: 'collector_submissions_received_total',
      help: 'Posts that came in, whatever became of them',
      registers,
    }),
    stored: new Counter({
      name: 'collector_submissions_stored_total',
      help: 'Submissions acknowledged; repeated: their id was stored before',
      labelNames: ['repeated'] as const,
      registers,
    }),
    refused: new Counter({
      name: 'collector_submissions_refused_total',
      help: 'Posts that were not taken, by reason',
      labelNames: ['reason'] as const,
      registers,
    }),
    bytes: new Histogram({
      name: 'collector_submission_bytes',
      help: 'Size of stored submissions, inflated',
      buckets: [256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576],
      registers,
    }),
    receivingBytes: new Gauge({
      name: 'collector_receiving_bytes',
      help: 'Bodies in memory that are being received, checked or stored',
      registers,
    }),
    storing: new Gauge({
      name: 'collector_submissions_waiting',
      help: 'Submissions that were taken and are not committed yet',
      registers,
    }),
    batchRows: new Histogram({
      name: 'collector_batch_submissions',
      help: 'Submissions stored by one transaction',
      buckets: [1, 2, 4, 8, 16, 32],
      registers,
    }),
    batchSeconds: new Histogram({
      name: 'collector_batch_duration_seconds',
      help: 'Time of one transaction that stores submissions',
      buckets: seconds,
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'collector_request_duration_seconds',
      help: 'From the head of a request to the end of its answer',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: seconds,
      registers,
    }),
    wrongTokens: new Counter({
      name: 'collector_wrong_tokens_total',
      help: 'Attempts to read with a wrong access token',
      registers,
    }),
    brokenRequests: new Counter({
      name: 'collector_broken_requests_total',
      help: 'Connections that spoke no proper HTTP, or too slowly',
      registers,
    }),
  }
}
