import { customElement, property } from 'lit/decorators.js'
import { LightElement } from '../../../ui/light-element.ts'

/** Shows a text in a font of this system. CSSOM sets the family, because the policy allows no style attributes. */
@customElement('font-sample')
export class FontSample extends LightElement {
  @property() family = ''

  protected override render() {
    return this.family
  }

  protected override updated(): void {
    // quoted, so that a name cannot be more than a name
    this.style.fontFamily = JSON.stringify(this.family)
  }
}
