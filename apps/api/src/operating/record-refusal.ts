import type { RefusalReason } from '@collector/schema'
import type { FastifyRequest } from 'fastify'
import { clientAddress } from '../access/client-address.ts'
import type { Config } from '../config.ts'
import { text } from '../ingest/clean.ts'
import type { Meters } from './meters.ts'
import type { Refusals } from './refusals.ts'

/** Records a refused post with the answer that its sender got. */
export type RecordRefusal = (
  request: FastifyRequest,
  refusal: { statusCode: number; message: string; reason?: RefusalReason },
) => void

const reasonOfStatus: Record<number, RefusalReason> = {
  400: 'body',
  403: 'origin',
  404: 'address',
  408: 'body',
  413: 'size',
  415: 'type',
  429: 'rate',
  503: 'database',
}

/** Counts every refusal and keeps the latest, truncated, with the part of the address that `IP_MODE` keeps. */
export function refusalRecorder(config: Config, meters: Meters, refusals: Refusals): RecordRefusal {
  return ({ headers, ip, url }, { statusCode, message, reason = reasonOfStatus[statusCode] ?? 'failure' }) => {
    meters.refused.inc({ reason })
    refusals.add({
      reason,
      statusCode,
      message: message.slice(0, 300),
      // a query may hold anything
      path: (url.split('?')[0] as string).slice(0, 100),
      origin: text(headers.origin, 200),
      contentType: text(headers['content-type'], 100),
      userAgent: text(headers['user-agent'], 300),
      ip: clientAddress(ip, config.ipMode),
    })
  }
}
