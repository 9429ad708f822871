import type { ScriptItem, ScriptsAnswer } from '@collector/schema'
import { html, nothing } from 'lit'
import type { Column } from '../../ui/table/data-table.ts'
import { absent } from '../../ui/text/absent.ts'
import { mark } from '../../ui/text/mark.ts'
import { quantity } from '../../ui/text/quantity.ts'
import { byteQuantity, durationQuantity, formatNumber } from '../../words/quantity.ts'
import './script-columns.css'

interface Addresses {
  /** Address of the scripts of a host; undefined where they are listed already. */
  host?: (host: string) => string
  /** Address of a page that has the script. */
  path: (path: string) => string
}

/** The columns of scripts, by host or one by one. */
export function scriptColumns({ pageViews }: ScriptsAnswer, addresses: Addresses): readonly Column<ScriptItem>[] {
  const ms = (value: number) => (value === 0 ? absent('–') : quantity(durationQuantity(value)))
  return [
    {
      label: addresses.host ? 'Host' : 'Script',
      value: ({ host, url }) => url ?? host ?? undefined,
      render: (item) => scriptName(item, addresses),
      isWide: true,
    },
    {
      label: 'Page views',
      value: (item) => item.pageViews,
      render: (item) =>
        html`${formatNumber(item.pageViews)} <small class="unit">${Math.round((item.pageViews / Math.max(1, pageViews)) * 100)} %</small>`,
      isNumeric: true,
    },
    {
      label: 'Blocking',
      value: (item) => item.blockingMs,
      render: (item) => html`${ms(item.blockingMs)} ${whenItBlocks(item)}`,
      isNumeric: true,
    },
    {
      label: 'Forced layout',
      value: (item) => item.forcedLayoutMs,
      render: (item) => ms(item.forcedLayoutMs),
      isNumeric: true,
    },
    {
      label: 'Load p75',
      value: ({ durationP75 }) => durationP75 ?? undefined,
      render: ({ durationP75 }) => (durationP75 === null ? absent('–') : ms(durationP75)),
      isNumeric: true,
    },
    {
      label: 'Transferred',
      value: ({ transferredBytes }) => transferredBytes,
      render: ({ transferredBytes }) =>
        transferredBytes === 0 ? absent('–') : quantity(byteQuantity(transferredBytes)),
      isNumeric: true,
    },
    {
      label: 'Requests',
      value: ({ requests }) => requests,
      render: (item) => formatNumber(item.requests),
      isNumeric: true,
    },
    {
      label: 'Failed',
      value: ({ failures }) => failures,
      render: ({ failures }) => (failures === 0 ? absent('–') : html`${mark('poor')} ${formatNumber(failures)}`),
      isNumeric: true,
    },
    {
      label: 'On pages',
      value: ({ paths }) => paths[0]?.value ?? undefined,
      render: ({ paths }) =>
        html`<span class="script-paths">${paths.slice(0, 3).map(({ value }) => (value === null ? absent('unknown') : html`<a href=${addresses.path(value)}>${value.slice(0, 60)}</a>`))}</span>`,
    },
  ]
}

function whenItBlocks({ blockingMs, blockedPageViews }: ScriptItem) {
  if (blockedPageViews === 0) return nothing
  return html`<small class="script-mean">${quantity(durationQuantity(blockingMs / blockedPageViews))} when it blocks</small>`
}

function scriptName({ host, name, url, isFirstParty }: ScriptItem, addresses: Addresses) {
  if (host === null) return absent('Extensions and unnamed code')
  const party = isFirstParty ? 'Own' : (name ?? 'Third party')
  const about = html`<small class="script-party">${party}</small>`
  if (addresses.host) return html`<a href=${addresses.host(host)}>${host.slice(0, 100)}</a> ${about}`
  return html`<span class="script-url">${url?.slice(0, 200) ?? `Code in pages of ${host.slice(0, 100)}`}</span> ${url === null ? nothing : about}`
}
