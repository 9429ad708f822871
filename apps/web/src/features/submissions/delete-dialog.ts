import type { CountAnswer } from '@collector/schema'
import { html } from 'lit'
import { customElement, property, query, state } from 'lit/decorators.js'
import type { AddressFilters } from '../../address/address-filters.ts'
import { formatAbout } from '../../words/quantity.ts'
import '../../ui/ask-dialog.ts'
import type { AskDialog } from '../../ui/ask-dialog.ts'
import { LightElement } from '../../ui/light-element.ts'

/** Counts and deletes the matching submissions. The dialog shows thrown errors. */
export interface Deleter {
  count(filters: AddressFilters): Promise<CountAnswer>
  remove(filters: AddressFilters): Promise<unknown>
}

/**
 * Confirms the deletion of many submissions, with their number.
 *
 * @event deleted - after the deletion
 */
@customElement('delete-dialog')
export class DeleteDialog extends LightElement {
  @property({ attribute: false }) deleter!: Deleter
  @state() private count?: CountAnswer
  @state() private failure = ''
  private filters: AddressFilters = {}
  @query('ask-dialog') private askDialog!: AskDialog

  protected override render() {
    const many = this.count === undefined ? 'these submissions' : formatAbout(this.count, 'submission')
    return html`<ask-dialog
      heading="Delete ${many}?"
      .content=${html`<p>
        This deletes all submissions that match the filter, and everything derived from them: measurements, errors,
        fingerprints. This cannot be undone.
      </p>`}
      wait=${this.failure === '' ? 'Counting…' : 'Not counted'}
      failure=${this.failure}
      action=${this.count === undefined ? '' : `Delete ${many}`}
      .run=${this.deleteThem}
    ></ask-dialog>`
  }

  /** Submissions that arrive later were not confirmed, so the range ends now. */
  async open(filters: AddressFilters): Promise<void> {
    this.filters = { to: new Date().toISOString(), ...filters }
    this.count = undefined
    this.failure = ''
    await this.updateComplete
    await this.askDialog.open()
    try {
      this.count = await this.deleter.count(this.filters)
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error)
    }
  }

  private readonly deleteThem = async () => {
    await this.deleter.remove(this.filters)
    this.dispatchEvent(new Event('deleted'))
  }
}
