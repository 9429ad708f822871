import { html, nothing } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { LightElement } from '../../../ui/light-element.ts'
import { formatNumber } from '../../../words/quantity.ts'
import { type JsonMatch, type JsonRow, jsonRows } from './json-rows.ts'
import './json-tree.css'

/** Characters of a text shown until it is unfolded. */
const longestText = 300
const arrow = html`<svg viewBox="0 0 8 8"><path d="M1.5 0 7 4 1.5 8Z" /></svg>`
/** Maximum number of indented levels. */
const deepestIndent = 24
/** Parts that are open at first: they are small, and every reader wants them. Lists stay folded. */
const openAtFirst = ['/page', '/browser', '/performance', '/fingerprints']

/**
 * Shows a JSON document as a tree of foldable nodes with arrow keys.
 * https://www.w3.org/WAI/ARIA/apg/patterns/treeview/; rows are flat, so that any depth can be drawn.
 */
@customElement('json-tree')
export class JsonTree extends LightElement {
  @property({ attribute: false }) document: unknown
  /** The match to open and scroll to. */
  @property({ attribute: false }) match?: JsonMatch
  @state() private open: ReadonlySet<string> = new Set(openAtFirst)
  @state() private current?: string
  @state() private unfolded: ReadonlySet<string> = new Set()
  private rows: JsonRow[] = []

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('match') && this.match) {
      this.open = new Set([...this.open, ...this.match.ancestors])
      this.unfolded = new Set([...this.unfolded, this.match.key])
      this.current = this.match.key
    }
    this.rows = jsonRows(this.document, (key) => this.open.has(key))
    if (!this.rows.some(({ key }) => key === this.current)) this.current = this.rows[0]?.key
  }

  protected override render() {
    return html`<div role="tree" aria-label="The submission as JSON" @keydown=${this.onKeydown}>
      ${repeat(
        this.rows,
        ({ key }) => key,
        (row) => this.renderRow(row),
      )}
    </div>`
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('match') && this.match) this.rowElement(this.match.key)?.scrollIntoView({ block: 'center' })
  }

  private renderRow(row: JsonRow) {
    const isFound = row.key === this.match?.key
    return html`<div
      role="treeitem"
      class=${isFound ? 'found' : ''}
      aria-level=${row.level}
      aria-setsize=${row.siblings}
      aria-posinset=${row.position}
      aria-expanded=${row.size > 0 ? row.isOpen : nothing}
      aria-selected=${isFound}
      tabindex=${row.key === this.current ? 0 : -1}
      data-key=${row.key}
      @click=${() => this.onClick(row)}
    >
      <span class="indent" aria-hidden="true">${'  '.repeat(Math.min(row.level, deepestIndent) - 1)}</span
      ><span class="arrow" aria-hidden="true">${row.size > 0 ? arrow : ' '}</span
      ><span class="content"><span class=${row.kind === 'range' ? 'range' : 'name'}>${row.name}</span>${this.renderValue(row)}</span>
    </div>`
  }

  private renderValue({ kind, size, value, key }: JsonRow) {
    if (kind === 'range') return nothing
    if (kind === 'object') return html`: <span class="size">{ ${formatNumber(size)} }</span>`
    if (kind === 'array') return html`: <span class="size">[ ${formatNumber(size)} ]</span>`
    if (typeof value !== 'string') return html`: <span class="other">${String(value)}</span>`
    if (value.length <= longestText || this.unfolded.has(key)) {
      return html`: <span class="text">${JSON.stringify(value)}</span>`
    }
    return html`: <span class="text">${JSON.stringify(value.slice(0, longestText))}…</span> <button type="button" class="link" tabindex="-1" @click=${() => this.unfold(key)}>
        all ${formatNumber(value.length)} characters
      </button>`
  }

  private onClick(row: JsonRow): void {
    this.current = row.key
    // selecting text must not fold the node
    if (row.size > 0 && getSelection()?.isCollapsed !== false) this.toggle(row.key, !row.isOpen)
  }

  private unfold(key: string): void {
    this.unfolded = new Set([...this.unfolded, key])
  }

  private toggle(key: string, isOpen: boolean): void {
    const open = new Set(this.open)
    if (isOpen) open.add(key)
    else open.delete(key)
    this.open = open
  }

  private onKeydown(event: KeyboardEvent): void {
    const index = this.rows.findIndex(({ key }) => key === this.current)
    const row = this.rows[index]
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    const parent = this.rows.slice(0, index).findLast(({ level }) => level < row.level)
    const actions: Record<string, () => void> = {
      ArrowDown: () => this.focusRow(this.rows[index + 1]),
      ArrowUp: () => this.focusRow(this.rows[index - 1]),
      Home: () => this.focusRow(this.rows[0]),
      End: () => this.focusRow(this.rows.at(-1)),
      ArrowRight: () =>
        row.size > 0 && !row.isOpen ? this.toggle(row.key, true) : row.isOpen && this.focusRow(this.rows[index + 1]),
      ArrowLeft: () => (row.isOpen ? this.toggle(row.key, false) : this.focusRow(parent)),
      Enter: () => (row.size > 0 ? this.toggle(row.key, !row.isOpen) : this.unfold(row.key)),
    }
    const action = actions[event.key]
    if (!action) return
    event.preventDefault()
    action()
  }

  private async focusRow(row: JsonRow | undefined): Promise<void> {
    if (!row) return
    this.current = row.key
    await this.updateComplete
    this.rowElement(row.key)?.focus()
  }

  private rowElement(key: string): HTMLElement | undefined {
    return [...this.querySelectorAll<HTMLElement>('[role="treeitem"]')].find(({ dataset }) => dataset['key'] === key)
  }
}
