import type { BrowserSection } from '@collector/schema'
import { pick } from '../../browser/pick.ts'

type Connection = BrowserSection['connection']

/** https://wicg.github.io/netinfo/; Chromium only. */
export function connection(): Connection {
  return pick(
    (navigator as { connection?: NonNullable<Connection> }).connection,
    'effectiveType',
    'downlink',
    'rtt',
    'saveData',
  )
}
