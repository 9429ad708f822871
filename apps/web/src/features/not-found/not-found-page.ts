import { html } from 'lit'
import { customElement } from 'lit/decorators.js'
import { withBase } from '../../router/base-path.ts'
import { LightElement } from '../../ui/light-element.ts'

/** An address that leads nowhere. */
@customElement('not-found-page')
export class NotFoundPage extends LightElement {
  protected override render() {
    return html`<section class="none">
      <h1 tabindex="-1">There is no such page</h1>
      <p>Nothing is at <code>${location.pathname.slice(0, 200)}</code>. A link may have been cut in two.</p>
      <p><a href=${withBase('/')}>The report of this browser</a> or <a href=${withBase('/submissions')}>what is stored</a></p>
    </section>`
  }
}
