const patienceMs = 3000

/** Stores the scroll position in the history entry, to restore it later. */
export function rememberScroll(): void {
  history.replaceState({ ...history.state, scrollY }, '')
}

/** Returns the scroll position of this history entry; 0 for a new one. */
export function rememberedScroll(): number {
  const { scrollY } = (history.state ?? {}) as { scrollY?: unknown }
  return typeof scrollY === 'number' ? scrollY : 0
}

/** Scrolls once the page is long enough, since it loads its data later; gives up when the reader scrolls. */
export function scrollWhenLong(top: number): void {
  scrollTo({ top, behavior: 'instant' })
  if (scrollY >= top) return
  const growth = new ResizeObserver(() => {
    scrollTo({ top, behavior: 'instant' })
    if (scrollY >= top) growth.disconnect()
  })
  growth.observe(document.body)
  const giveUp = () => growth.disconnect()
  for (const event of ['wheel', 'touchmove', 'keydown']) addEventListener(event, giveUp, { once: true, passive: true })
  setTimeout(giveUp, patienceMs)
}
