import { LitElement } from 'lit'

/** An element that renders into the page itself, where Pico's sheet reaches it. */
export class LightElement extends LitElement {
  protected override createRenderRoot(): this {
    return this
  }
}
