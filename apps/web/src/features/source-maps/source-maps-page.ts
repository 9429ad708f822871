import type { SourceMapItem, SourceMapsAnswer } from '@collector/schema'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property, query, state } from 'lit/decorators.js'
import { withBase } from '../../router/base-path.ts'
import '../../ui/ask-dialog.ts'
import type { AskDialog } from '../../ui/ask-dialog.ts'
import { LightElement } from '../../ui/light-element.ts'
import { renderTask } from '../../ui/render-task.ts'
import '../../ui/table/data-table.ts'
import type { Column } from '../../ui/table/data-table.ts'
import { quantity } from '../../ui/text/quantity.ts'
import { timeAgo } from '../../ui/text/time-ago.ts'
import { byteQuantity } from '../../words/quantity.ts'
import { deleteSourceMap, listSourceMaps } from './requests.ts'

const manner = { loading: 'Loading the source maps', failed: 'The source maps could not be loaded', isQuiet: true }

/** Page of the source maps that were uploaded: of which script and release, when they were last used. */
@customElement('source-maps-page')
export class SourceMapsPage extends LightElement {
  /** Its `cursor` leads to older uploads. */
  @property({ attribute: false }) query = new URLSearchParams()
  @state() private chosen?: SourceMapItem
  @query('ask-dialog') private askDialog!: AskDialog
  private readonly answers = new Task(this, {
    args: () => [this.query.get('cursor') ?? undefined] as const,
    task: ([cursor], { signal }) => listSourceMaps(cursor, signal),
  })

  private readonly columns: Column<SourceMapItem>[] = [
    { label: 'Script', value: ({ name }) => name, isWide: true },
    { label: 'Release', value: ({ release }) => release ?? undefined },
    {
      label: 'Size',
      value: ({ bytes }) => bytes,
      render: ({ bytes }) => quantity(byteQuantity(bytes)),
      isNumeric: true,
    },
    { label: 'Uploaded', value: ({ uploadedAt }) => uploadedAt, render: ({ uploadedAt }) => timeAgo(uploadedAt) },
    {
      label: 'Last used',
      value: ({ lastUsedAt }) => lastUsedAt ?? undefined,
      render: ({ lastUsedAt }) => (lastUsedAt === null ? '–' : timeAgo(lastUsedAt)),
    },
    {
      label: 'Delete',
      value: () => undefined,
      render: (map) =>
        html`<button type="button" class="outline secondary small" aria-label="Delete the map of ${map.name}" @click=${() => this.ask(map)}>Delete…</button>`,
    },
  ]

  protected override render() {
    return html`<header class="section-header"><h1 tabindex="-1">Source maps</h1></header>
      <p class="hint">
        They map the stacks of minified code to its sources. <a href=${withBase('/docs/source-maps')}>How to upload them</a>
      </p>
      ${renderTask(this.answers, manner, (answer) => this.renderAnswer(answer))}
      <ask-dialog
        heading="Delete this source map?"
        .content=${html`<p>This deletes the map of ${this.chosen?.name}. Frames of this script are shown minified until you upload it again.</p>`}
        action="Delete 1 source map"
        .run=${async () => {
          if (this.chosen) await deleteSourceMap(this.chosen.id)
          await this.answers.run()
        }}
      ></ask-dialog>`
  }

  private renderAnswer({ items, nextCursor }: SourceMapsAnswer) {
    return html`<data-table
        label="Source maps"
        empty="No source maps were uploaded"
        fixed-order
        .columns=${this.columns}
        .rows=${items}
      ></data-table>
      ${nextCursor ? html`<p><a href=${withBase(`/source-maps?${new URLSearchParams({ cursor: nextCursor })}`)}>Older uploads</a></p>` : nothing}`
  }

  private ask(map: SourceMapItem): void {
    this.chosen = map
    this.askDialog.open()
  }
}
