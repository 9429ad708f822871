let observer: MutationObserver | undefined

/**
 * Moves the focus to the title of the page when the focused element is removed, such as a link whose row the new filter leaves
 * out. Called when the address changes, since answers come later.
 */
export function keepFocus(focused: Element | null): void {
  observer?.disconnect()
  const main = document.querySelector('main')
  if (!main || !focused?.closest('main')) return
  observer = new MutationObserver(() => {
    if (focused.isConnected) return
    observer?.disconnect()
    if (document.activeElement === document.body) main.querySelector('h1')?.focus({ preventScroll: true })
  })
  observer.observe(main, { childList: true, subtree: true })
}
