import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Keeps the focus on the title of a page whose data brings another one: the shell focused the first after navigation. */
export class TitleFocus implements ReactiveController {
  private readonly page: ReactiveControllerHost & HTMLElement
  private wasFocused = false

  constructor(page: ReactiveControllerHost & HTMLElement) {
    this.page = page
    page.addController(this)
  }

  hostUpdate(): void {
    const title = this.page.querySelector('h1')
    this.wasFocused = title !== null && title === document.activeElement
  }

  hostUpdated(): void {
    const title = this.page.querySelector('h1')
    if (this.wasFocused && title !== document.activeElement) title?.focus({ preventScroll: true })
  }
}
