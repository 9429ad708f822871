import { html } from 'lit'
import { absent } from '../../../ui/text/absent.ts'
import '../../../ui/table/data-table.ts'
import { asAmount, asArray, asObject, asText, isObject } from '../../../api/readers.ts'
import type { Column } from '../../../ui/table/data-table.ts'
import { quantity } from '../../../ui/text/quantity.ts'
import { urlText } from '../../../ui/text/url-text.ts'
import { durationQuantity } from '../../../words/quantity.ts'
import { shortUrl } from '../../../words/url.ts'
import { pageUrl, type ReportData } from '../report-data.ts'

interface LongFrame {
  startMs?: number
  durationMs?: number
  blockingMs?: number
  /** The script that took longest in the frame. */
  script?: string
}

const time = (ms: number | undefined) => (ms === undefined ? absent('–') : quantity(durationQuantity(ms)))

const columns: readonly Column<LongFrame>[] = [
  { label: 'Start', value: ({ startMs }) => startMs, render: ({ startMs }) => time(startMs), isNumeric: true },
  { label: 'Time', value: ({ durationMs }) => durationMs, render: (frame) => time(frame.durationMs), isNumeric: true },
  {
    label: 'Blocked',
    value: ({ blockingMs }) => blockingMs,
    render: (frame) => time(frame.blockingMs),
    isNumeric: true,
  },
  {
    label: 'Longest script',
    value: ({ script }) => script,
    render: ({ script }) => (script === undefined ? absent('no script') : urlText(script)),
    isWide: true,
  },
]

/** Shows frames that took longer than 50 ms, with the responsible script. */
export function longFrames(data: ReportData) {
  const frames = asArray(asObject(data['performance'])['longAnimationFrames']).filter(isObject)
  const base = pageUrl(data)
  const rows = frames.map((frame): LongFrame => {
    const scripts = asArray(frame['scripts']).map(asObject)
    const longest = scripts.reduce<(typeof scripts)[number]>(
      (a, b) => ((asAmount(b['duration']) ?? 0) > (asAmount(a['duration']) ?? -1) ? b : a),
      {},
    )
    const names = [asText(longest['invoker']), asText(longest['sourceURL'])].flatMap((name) =>
      name === undefined ? [] : shortUrl(name, base),
    )
    return {
      startMs: asAmount(frame['startTime']),
      durationMs: asAmount(frame['duration']),
      blockingMs: asAmount(frame['blockingDuration']),
      script: [...new Set(names)].join(' in ') || undefined,
    }
  })
  return html`<data-table label="Long animation frames" .columns=${columns} .rows=${rows}></data-table>`
}
