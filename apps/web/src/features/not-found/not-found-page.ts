import { html } from 'lit'
import { customElement } from 'lit/decorators.js'
import { withBase } from '../../router/base-path.ts'
import { LightElement } from '../../ui/light-element.ts'

/** Page for an unknown address. */
@customElement('not-found-page')
export class NotFoundPage extends LightElement {
  protected override render() {
    return html`<section class="empty-state">
      <h1 tabindex="-1">There is no such page</h1>
      <p>No page has the address <code>${location.pathname.slice(0, 200)}</code>. The link may be incomplete.</p>
      <p><a href=${withBase('/')}>The report of this browser</a> or <a href=${withBase('/submissions')}>all submissions</a></p>
    </section>`
  }
}
