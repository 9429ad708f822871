/** Sets the title of the window, and so of the history entry. */
export function setPageTitle(title: string): void {
  document.title = `${title} · Collector`
}
