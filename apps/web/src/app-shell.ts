import { html, nothing } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { ApiError, signedIn, signedOut } from './api/request.ts'
import { isSignedIn, signOut } from './api/session.ts'
import { onShellKey } from './features/shell/shell-keys.ts'
import { zoneChoice } from './features/shell/zone-choice.ts'
import { withBase, withoutBase } from './router/base-path.ts'
import { matchPath } from './router/match-route.ts'
import { addressChange, clickedAddress, navigate, signInAddress } from './router/navigate.ts'
import { setPageTitle } from './router/page-title.ts'
import { rememberedScroll, scrollWhenLong } from './router/scroll-position.ts'
import { searchOf } from './router/search-of.ts'
import { notFoundRoute, type Place, type Route, routes } from './routes.ts'
import { LightElement } from './ui/light-element.ts'
import './app-shell.css'

interface Visit extends Place {
  route: Route
  path: string
}

/** The parts that stay while pages change: the header with the navigation, the outlet for the page, the footer. */
@customElement('app-shell')
export class AppShell extends LightElement {
  @state() private visit?: Visit
  @state() private loadFailure?: string
  /** Undefined until the API has answered. */
  @state() private isSignedIn?: boolean
  @state() private signOutFailure = ''

  override connectedCallback(): void {
    super.connectedCallback()
    // pages load their data later: the browser would scroll before the page is long enough
    history.scrollRestoration = 'manual'
    addEventListener('popstate', this.followAddress)
    addEventListener(addressChange, this.followAddress)
    addEventListener(signedIn, this.onSignedIn)
    addEventListener('keydown', onShellKey)
    addEventListener(signedOut, this.onSignedOut)
    this.addEventListener('click', this.onClick)
    void this.followAddress()
    void this.learnSession()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('popstate', this.followAddress)
    removeEventListener(addressChange, this.followAddress)
    removeEventListener(signedIn, this.onSignedIn)
    removeEventListener('keydown', onShellKey)
    removeEventListener(signedOut, this.onSignedOut)
    this.removeEventListener('click', this.onClick)
  }

  protected override render() {
    return html`<a class="skip-link" href="#main" @click=${this.skipToMain}>Skip to the content</a>
      <header class="app-header">
        <div class="app-width">
          <a class="brand" href=${withBase(this.isSignedIn === false ? '/' : '/overview')}><img src=${withBase('/favicon.svg')} alt="" width="24" height="24" />Collector</a>
          ${this.renderNavigation()} ${this.renderSession()}
        </div>
      </header>
      <main id="main" tabindex="-1" class="app-width">${this.renderPage()}</main>
      ${this.visit ? this.renderFooter() : nothing}`
  }

  /** Where the window is too narrow for all links, a button opens them as a menu. */
  private renderNavigation() {
    const links = routes.filter((route) => this.isInNavigation(route))
    const isLong = links.length > 3
    return html`${isLong ? html`<button type="button" class="menu outline secondary small" popovertarget="pages">Menu</button>` : nothing}
      <nav id="pages" aria-label="Pages" popover=${isLong ? 'auto' : nothing}>${links.map((route) => this.renderLink(route))}</nav>`
  }

  /** Until the session is known, only the public page is taken for one that is seen signed out. */
  private isInNavigation({ label, isPublic }: Route): boolean {
    const isSignedIn = this.isSignedIn ?? !this.visit?.route.isPublic
    return label !== undefined && (isPublic || isSignedIn)
  }

  private renderLink({ path, label }: Route) {
    const here = this.visit?.path ?? ''
    const isHere = here === path
    // a page below it: /submissions/1 is under /submissions
    const isBelow = (path !== '/' && here.startsWith(`${path}/`)) || this.visit?.route.under === path
    return html`<a href=${withBase(path + keptRange())} aria-current=${isHere ? 'page' : isBelow ? 'true' : nothing}>${label}</a>`
  }

  private renderSession() {
    if (this.isSignedIn === undefined) return nothing
    if (!this.isSignedIn)
      return this.visit?.path === '/sign-in' ? nothing : html`<a href=${signInAddress()}>Sign in</a>`
    return html`<button type="button" class="link" @click=${this.leave}>Sign out</button>
      <span role="status" class="visually-hidden">${this.signOutFailure}</span>`
  }

  private renderPage() {
    if (this.loadFailure !== undefined) {
      return html`<section class="empty-state">
        <h1 tabindex="-1">This page could not be loaded</h1>
        <p>${this.loadFailure}</p>
        <button type="button" @click=${() => location.reload()}>Load it again</button>
      </section>`
    }
    return this.visit ? this.visit.route.render(this.visit) : nothing
  }

  private renderFooter() {
    return html`<footer class="app-footer">
      <div class="app-width">
        <p>Collector is self-hosted: the data stays on this server.</p>
        ${zoneChoice()}
        <p>
          <a href=${withBase('/docs')}>Documentation</a>
          ${this.isSignedIn ? html` · <a href=${withBase('/api/openapi.json')}>API</a>` : nothing}
        </p>
      </div>
    </footer>`
  }

  private readonly followAddress = async () => {
    const { pathname, search } = location
    const path = withoutBase(pathname) ?? pathname
    const before = this.visit
    if (before?.path === path && before.query.toString() === new URLSearchParams(search).toString()) return
    const visit = visitOf(path, search)
    const menu = this.querySelector('nav')
    // browsers before 2024 show all links instead
    if (menu?.popover && 'hidePopover' in menu) menu.hidePopover()
    try {
      await visit.route.load()
    } catch {
      this.loadFailure = 'The connection was lost, or Collector was updated.'
      return
    }
    // the visitor navigated elsewhere meanwhile
    if (location.pathname !== pathname || location.search !== search) return
    this.loadFailure = undefined
    this.visit = visit
    // a page whose filters changed keeps its scroll position
    if (before?.path === path) {
      const focused = document.activeElement
      const { keepFocus } = await import('./features/shell/kept-focus.ts')
      keepFocus(focused)
      return
    }
    setPageTitle(visit.route.title)
    if (before) await this.announce()
  }

  /** Does what a browser does on loading a page: its title is announced, and the scroll position set. */
  private async announce(): Promise<void> {
    await this.updateComplete
    await new Promise((resolve) => requestAnimationFrame(resolve))
    this.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
    scrollWhenLong(rememberedScroll())
  }

  private readonly onClick = (event: MouseEvent) => {
    const href = clickedAddress(event)
    const path = href && withoutBase(new URL(href).pathname)
    if (!href || !path || visitOf(path, '').route === notFoundRoute) return
    event.preventDefault()
    navigate(href)
  }

  /** Does not use the fragment of the address, which names the tab of the report. */
  private skipToMain(event: MouseEvent): void {
    event.preventDefault()
    document.querySelector<HTMLElement>('main')?.focus()
  }

  private async learnSession(): Promise<void> {
    const answer = await isSignedIn()
    // a request of the page may have answered it already
    this.isSignedIn ??= answer
  }

  private readonly onSignedIn = () => {
    this.isSignedIn = true
  }

  private readonly onSignedOut = () => {
    this.isSignedIn = false
    const path = withoutBase(location.pathname)
    if (path !== '/' && path !== '/sign-in') navigate(signInAddress(), { replace: true })
  }

  private async leave(): Promise<void> {
    try {
      await signOut()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.signOutFailure = `Not signed out: ${error.message}`
    }
  }
}

/** The range of the page, which the pages that the navigation leads to keep. */
function keptRange(): string {
  const query = new URLSearchParams(location.search)
  return searchOf(new URLSearchParams([...query].filter(([name]) => ['range', 'from', 'to'].includes(name))))
}

function visitOf(path: string, search: string): Visit {
  const query = new URLSearchParams(search)
  for (const route of routes) {
    const params = matchPath(route.path, path)
    if (params) return { route, path, params, query }
  }
  return { route: notFoundRoute, path, params: {}, query }
}
