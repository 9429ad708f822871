/** Names the window, and so the entry in the history. */
export function setPageTitle(title: string): void {
  document.title = `${title} · Collector`
}
