import { customElement, property } from 'lit/decorators.js'
import { LightElement } from '../../../ui/light-element.ts'

/** A text set in a font of this system. The family is set by CSSOM: the policy allows no style attributes. */
@customElement('font-sample')
export class FontSample extends LightElement {
  @property() family = ''

  protected override render() {
    return this.family
  }

  protected override updated(): void {
    // quoted, so that no name is taken for more than a name
    this.style.fontFamily = JSON.stringify(this.family)
  }
}
