const patienceMs = 3000

/** Remembers with the entry of the history how far the page is scrolled, for when one comes back to it. */
export function rememberScroll(): void {
  history.replaceState({ ...history.state, scrollY }, '')
}

/** Where the page of this entry of the history was left; 0 for a new one. */
export function rememberedScroll(): number {
  const { scrollY } = (history.state ?? {}) as { scrollY?: unknown }
  return typeof scrollY === 'number' ? scrollY : 0
}

/** Scrolls as soon as the page, which fetches what it shows, is long enough; gives up when the reader scrolls. */
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
